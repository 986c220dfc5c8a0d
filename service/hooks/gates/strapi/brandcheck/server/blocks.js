'use strict';

/** Strapi's blocks as HTML: enough of it to say what is a heading, a list or a quotation. */

const TAGS = { paragraph: 'p', 'list-item': 'li', quote: 'blockquote', code: 'pre' };
const CHARACTERS = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Return the HTML of a list of blocks, or of what lies in one. */
function html(nodes) {
  return Array.isArray(nodes) ? nodes.map(node).join('') : '';
}

function node(each) {
  if (typeof each?.text === 'string') return leaf(each);
  const inner = html(each?.children);
  const tag = tagOf(each ?? {});
  return tag ? `<${tag}>${inner}</${tag}>` : inner;
}

function tagOf({ type, level, format }) {
  if (type === 'heading') return `h${Number.isInteger(level) && level >= 1 && level <= 6 ? level : 2}`;
  if (type === 'list') return format === 'ordered' ? 'ol' : 'ul';
  return TAGS[type];
}

function leaf({ text, code }) {
  const escaped = text.replace(/[&<>]/g, (character) => CHARACTERS[character]);
  return code ? `<code>${escaped}</code>` : escaped.replaceAll('\n', '<br>');
}

module.exports = { html };
