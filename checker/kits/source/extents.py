"""Which lines of a kit's file a guideline or a field takes up, so that they can be changed and no others."""

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from checker.kits.source.fields import canonical


def guideline_nodes(text: str) -> list[MappingNode]:
    """Return the guidelines of the YAML *text* in order, each with the marks of where it stands."""
    root = YAML(typ="rt", pure=True).compose(text)
    if isinstance(root, MappingNode):
        root = next((value for key, value in root.value if canonical(str(key.value)) == "guidelines"), None)
    nodes = root.value if isinstance(root, SequenceNode) else []
    return [node for node in nodes if isinstance(node, MappingNode)]


def end_of(lines: list[str], node: Node) -> int:
    """Return the line after *node*, counted from 0; blanks and comments that follow are no part of it."""
    last = _last(node)
    if isinstance(last, ScalarNode) and last.style in {"|", ">"}:
        return _end_of_block(lines, last)
    line: int = last.end_mark.line
    is_past = last.end_mark.column == 0 and line > last.start_mark.line
    return line if is_past else line + 1


def _last(node: Node) -> Node:
    """Return the node that ends last in *node*."""
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
        return node
    last = node.value[-1]
    return _last(last[1] if isinstance(node, MappingNode) else last)


def _end_of_block(lines: list[str], node: ScalarNode) -> int:
    """Return the line after a block of text, which is all lines indented as its first."""
    at: int = node.start_mark.line + 1
    body = next((line for line in lines[at:] if line.strip()), "")
    indent = len(body) - len(body.lstrip(" "))
    end = at
    for number, line in enumerate(lines[at:], start=at):
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
            break
        end = number + 1 if line.strip() else end
    return end
