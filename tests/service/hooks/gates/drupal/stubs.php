<?php

/**
 * As much of Drupal's interfaces as the module touches, since no registry here has drupal/core.
 *
 * Symfony's Validator and HttpFoundation and Guzzle, on which Drupal stands, are real: Debian's.
 */

namespace Drupal\Core\Config {
  interface ConfigFactoryInterface { public function get($name); }
}

namespace Drupal\Core\DependencyInjection {
  interface ContainerInjectionInterface { public static function create(\Symfony\Component\DependencyInjection\ContainerInterface $container); }
}

namespace Symfony\Component\DependencyInjection {
  interface ContainerInterface { public function get(string $id, int $invalidBehavior = 1); }
}

namespace Drupal\Core\Entity {
  interface EntityInterface {
    public function uuid();
    public function bundle();
    public function label();
    public function language();
    public function getEntityTypeId();
    public function getEntityType();
    public function hasLinkTemplate($rel);
    public function toUrl($rel = 'canonical', array $options = []);
  }
  interface EntityPublishedInterface { public function isPublished(); }
  interface ContentEntityInterface extends EntityInterface {
    public function hasField($field_name);
    public function get($field_name);
    public function getFields($include_computed = TRUE);
    public function hasTranslation($langcode);
    public function getTranslation($langcode);
    public function isDefaultRevision($new_value = NULL);
    public function getRevisionId();
  }
}

namespace Drupal\Core\Field {
  interface FieldItemListInterface extends \IteratorAggregate { public function getFieldDefinition(); }
}

namespace Drupal\Component\Datetime {
  interface TimeInterface { public function getCurrentTime(); }
}

namespace Drupal\Component\Uuid {
  interface UuidInterface { public function generate(); }
}

namespace Drupal\Core\Queue {
  class SuspendQueueException extends \RuntimeException {}
  abstract class QueueWorkerBase { public function __construct(array $configuration, $plugin_id, $plugin_definition) {} }
  class QueueFactory {
    public array $items = [];
    public function get($name, $reliable = FALSE) { return $this; }
    public function createItem($data) { $this->items[] = $data; }
  }
}

namespace Drupal\Core\Plugin {
  interface ContainerFactoryPluginInterface {}
}

namespace Drupal\Core\KeyValueStore {
  interface KeyValueFactoryInterface { public function get($collection); }
}

namespace {
  class Drupal {
    public static array $services = [];
    public static function service($id) { return self::$services[$id]; }
    public static function hasService($id) { return isset(self::$services[$id]); }
    public static array $told = [];
    public static function logger($channel) { return new static(); }
    public static function messenger() { return new static(); }
    public function error($message, array $context) { self::$told['log'][] = strtr($message, $context); }
    public function addWarning($message) { self::$told['warnings'][] = $message; }
    public static function config($name) { return self::$services['config.factory']->get($name); }
  }
}
