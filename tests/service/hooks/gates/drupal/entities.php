<?php

/**
 * Entities and services of a site that exists in memory alone.
 */

use Drupal\Component\Datetime\TimeInterface;
use Drupal\Component\Uuid\UuidInterface;
use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Entity\ContentEntityInterface;
use Drupal\Core\Entity\EntityPublishedInterface;
use Drupal\Core\Field\FieldItemListInterface;
use Drupal\Core\KeyValueStore\KeyValueFactoryInterface;
use Symfony\Component\DependencyInjection\ContainerInterface;

/** Returns what answers each of its methods with the value given. */
function answers(array $values): object {
  return new class($values) {
    public function __construct(private array $values) {}
    public function __call($name, $arguments) { return $this->values[$name]; }
    public function __get($name) { return $this->values[$name]; }
  };
}

function entity(array $given): Node {
  return new Node($given);
}

class Node implements ContentEntityInterface, EntityPublishedInterface {
  public function __construct(private array $given) {}
  public function uuid() { return $this->given['uuid']; }
  public function bundle() { return 'article'; }
  public function label() { return $this->given['fields']['title'][1][0]['value'] ?? ''; }
  public function language() { return answers(['getId' => 'en']); }
  public function getEntityTypeId() { return $this->given['type'] ?? 'node'; }
  public function getEntityType() { return new class { public function getKey($name) { return $name === 'label' ? 'title' : FALSE; } }; }
  public function toUrl($rel = 'canonical', array $options = []) { return answers(['toString' => answers(['getGeneratedUrl' => 'https://www.example.com/node/1'])]); }
  public function hasLinkTemplate($name) { return $name === 'canonical'; }
  public function isPublished() { return $this->given['is_published']; }
  public function hasField($name) { return $name === 'moderation_state' && isset($this->given['state']); }
  public function get($name) { return (object) ['value' => $this->given['state']]; }
  public function getFields($include_computed = TRUE) {
    return array_map(static fn($field) => new Items($field[0], $field[1]), $this->given['fields']);
  }
  public function hasTranslation($langcode) { return FALSE; }
  public function getTranslation($langcode) { return $this; }
  public function isDefaultRevision($new_value = NULL) { return $this->given['is_default'] ?? TRUE; }
  public function getRevisionId() { return 7; }
}

class Items implements FieldItemListInterface {
  public function __construct(private string $type, private array $items) {}
  public function getFieldDefinition() { return answers(['getType' => $this->type, 'getLabel' => 'Label', 'isComputed' => FALSE]); }
  public function getIterator(): Iterator {
    return new ArrayIterator(array_map(static fn($item) => answers(['getValue' => $item]), $this->items));
  }
  public function referencedEntities() { return array_map('entity', $this->items); }
}

class Moderation {
  public function __construct(private array $states) {}
  public function getWorkflowForEntity($entity) { return $this; }
  public function getTypePlugin() { return $this; }
  public function hasState($state) { return isset($this->states[$state]); }
  public function getState($state) { return answers(['isPublishedState' => $this->states[$state]]); }
}

class Configs implements ConfigFactoryInterface {
  public function __construct(private array $values) {}
  public function get($name) { return $name === 'brandcheck.settings' ? new Config($this->values) : NULL; }
}

class Config {
  public function __construct(private array $values) {}
  public function get($name) { return $this->values[$name] ?? NULL; }
}

class Clock implements TimeInterface {
  public function getCurrentTime() { return time(); }
}

class Uuids implements UuidInterface {
  public function generate() { return bin2hex(random_bytes(16)); }
}

class Store implements KeyValueFactoryInterface {
  private array $kept = [];
  public function get($name) { return $name === 'brandcheck.verdicts' ? $this : $this->kept[$name] ?? NULL; }
  public function set($name, $value) { $this->kept[$name] = $value; }
}

class Container implements ContainerInterface {
  public function __construct(private array $services) {}
  public function get(string $id, int $invalidBehavior = 1) { return $this->services[$id]; }
}
