<?php

namespace Drupal\brandcheck;

use Drupal\Core\Entity\ContentEntityInterface;
use Drupal\Core\Field\FieldItemListInterface;

/**
 * The text in an entity: what people write, as plain text or HTML, with a JSON pointer to each.
 */
class Fields {

  /** Types of field, and how their text is written. */
  private const KINDS = [
    'string' => 'text',
    'string_long' => 'text',
    'text' => 'html',
    'text_long' => 'html',
    'text_with_summary' => 'html',
  ];
  /** Fields of these types hold parts of the entity, such as paragraphs, and not other content. */
  private const PARTS = ['entity_reference_revisions'];
  /** Base fields of text that is not published. */
  private const INTERNAL = ['revision_log', 'revision_log_message', 'parent_type', 'parent_field_name', 'parent_id'];
  private const DEPTH = 8;

  /**
   * Returns the fields as a gate takes them.
   *
   * @return array<int, array{path: string, name: string, kind: string, text: string, is_title: bool}>
   */
  public function of(ContentEntityInterface $entity): array {
    $title = $entity->getEntityType()->getKey('label');
    return iterator_to_array($this->within($entity, '', '', $title ?: '', self::DEPTH), FALSE);
  }

  private function within(ContentEntityInterface $entity, string $path, string $name, string $title, int $depth): \Generator {
    foreach ($entity->getFields(FALSE) as $field => $items) {
      $definition = $items->getFieldDefinition();
      $label = trim($name . ' › ' . $definition->getLabel(), ' ›');
      if (in_array($field, self::INTERNAL, TRUE) || $definition->isComputed()) {
        continue;
      }
      if (in_array($definition->getType(), self::PARTS, TRUE) && $depth) {
        foreach ($items->referencedEntities() as $delta => $part) {
          $part = $this->translated($part, $entity->language()->getId());
          yield from $this->within($part, "$path/$field/$delta", $label . ' ' . ($delta + 1), '', $depth - 1);
        }
      }
      elseif ($kind = self::KINDS[$definition->getType()] ?? NULL) {
        yield from $this->texts($items, "$path/$field", $label, $kind, $field === $title);
      }
    }
  }

  private function texts(FieldItemListInterface $items, string $path, string $name, string $kind, bool $is_title): \Generator {
    foreach ($items as $delta => $item) {
      foreach (['value', 'summary'] as $property) {
        $text = (string) ($item->getValue()[$property] ?? '');
        if (trim($text) !== '') {
          $known = ['path' => "$path/$delta/$property", 'name' => mb_substr($name, 0, 200)];
          $written = ($item->getValue()['format'] ?? '') === 'plain_text' ? 'text' : $kind;
          yield $known + ['kind' => $written, 'text' => mb_scrub($text, 'UTF-8'), 'is_title' => $is_title];
        }
      }
    }
  }

  private function translated(ContentEntityInterface $part, string $langcode): ContentEntityInterface {
    return $part->hasTranslation($langcode) ? $part->getTranslation($langcode) : $part;
  }

}
