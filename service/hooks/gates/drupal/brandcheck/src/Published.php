<?php

namespace Drupal\brandcheck;

use Drupal\Core\Entity\ContentEntityInterface;
use Drupal\Core\Entity\EntityPublishedInterface;

/**
 * Whether something is, or would be, public.
 */
final class Published {

  /**
   * Returns whether saving an entity as it is makes it public.
   *
   * Under content moderation its state says so, before it is saved already.
   */
  public static function becomes(ContentEntityInterface $entity): bool {
    if ($entity->hasField('moderation_state') && \Drupal::hasService('content_moderation.moderation_information')) {
      $workflow = \Drupal::service('content_moderation.moderation_information')->getWorkflowForEntity($entity);
      $state = (string) $entity->get('moderation_state')->value;
      if ($workflow && $workflow->getTypePlugin()->hasState($state)) {
        return $workflow->getTypePlugin()->getState($state)->isPublishedState();
      }
    }
    return $entity instanceof EntityPublishedInterface ? $entity->isPublished() : TRUE;
  }

}
