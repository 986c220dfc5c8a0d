<?php

namespace Drupal\brandcheck;

use Drupal\Component\Datetime\TimeInterface;
use Drupal\Component\Uuid\UuidInterface;
use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Entity\ContentEntityInterface;
use Drupal\Core\Entity\EntityInterface;
use Drupal\Core\Queue\QueueFactory;
use GuzzleHttp\ClientInterface;
use GuzzleHttp\Exception\GuzzleException;

/**
 * What was published, kept in Drupal's queue and sent by cron, signed anew at each try.
 */
class Deliveries {

  public const QUEUE = 'brandcheck_deliveries';
  private const SECONDS = 10;
  /** Statuses after which it is tried again, besides 5xx. */
  private const AGAIN = [408, 425, 429];

  public function __construct(
    private readonly ConfigFactoryInterface $configs,
    private readonly ClientInterface $client,
    private readonly Fields $fields,
    private readonly QueueFactory $queues,
    private readonly UuidInterface $uuid,
    private readonly TimeInterface $time,
  ) {}

  /**
   * Keeps an entity to be sent, if it is public now.
   */
  public function add(EntityInterface $entity): void {
    $config = $this->configs->get('brandcheck.settings');
    $covers = in_array($entity->getEntityTypeId(), (array) $config->get('entity_types'), TRUE);
    if (!$covers || !$config->get('hook') || !$entity instanceof ContentEntityInterface) {
      return;
    }
    if (!$entity->isDefaultRevision() || !Published::becomes($entity)) {
      return;
    }
    $this->queues->get(self::QUEUE)->createItem($this->message($entity));
  }

  /**
   * Sends a message once, and returns what went wrong; nothing where it was taken, or never will be.
   */
  public function send(string $body): string {
    $config = $this->configs->get('brandcheck.settings');
    $url = rtrim($config->get('url'), '/') . '/v1/hooks/' . rawurlencode($config->get('hook'));
    $signature = Signatures::sign($body, (string) $config->get('secret'), $this->time->getCurrentTime());
    try {
      $response = $this->client->request('POST', $url, [
        'body' => $body,
        'headers' => ['Content-Type' => 'application/json'] + $signature,
        'timeout' => self::SECONDS,
        'allow_redirects' => FALSE,
        'http_errors' => FALSE,
      ]);
    }
    catch (GuzzleException $error) {
      return $error->getMessage();
    }
    $status = $response->getStatusCode();
    return $status >= 500 || in_array($status, self::AGAIN, TRUE) ? "it answers $status" : '';
  }

  /**
   * Returns where readers find it; asked so that nothing of it leaks into what is being rendered.
   */
  private function address(ContentEntityInterface $entity): string {
    if (!$entity->hasLinkTemplate('canonical')) {
      return '';
    }
    return $entity->toUrl('canonical', ['absolute' => TRUE])->toString(TRUE)->getGeneratedUrl();
  }

  private function message(ContentEntityInterface $entity): string {
    $now = $this->time->getCurrentTime();
    return json_encode([
      'event' => 'entity.publish',
      'id' => $this->uuid->generate(),
      'version' => sprintf('%010d.%010d', $now, (int) $entity->getRevisionId()),
      'entity' => [
        'type' => $entity->getEntityTypeId(),
        'bundle' => $entity->bundle(),
        'uuid' => $entity->uuid(),
        'langcode' => $entity->language()->getId(),
        'title' => (string) $entity->label(),
        'url' => $this->address($entity),
        'date' => gmdate('Y-m-d', $now),
      ],
      'fields' => $this->fields->of($entity),
    ], JSON_THROW_ON_ERROR);
  }

}
