<?php

namespace Drupal\brandcheck;

use Drupal\Component\Datetime\TimeInterface;
use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Entity\ContentEntityInterface;
use Drupal\Core\KeyValueStore\KeyValueFactoryInterface;

/**
 * The verdicts that Brandcheck sends back, kept beside the content and shown in its form.
 */
class Verdicts {

  private const SAYS = ['pass' => 'Passed.', 'fail' => 'Failed.', 'incomplete' => 'Not fully checked.'];

  public function __construct(
    private readonly ConfigFactoryInterface $configs,
    private readonly KeyValueFactoryInterface $stores,
    private readonly TimeInterface $time,
  ) {}

  /**
   * Keeps a signed verdict, and returns the status to answer with; an older one changes nothing.
   *
   * @param array<string, string> $headers
   *   webhook-id, webhook-timestamp and webhook-signature.
   */
  public function take(string $body, array $headers): int {
    $token = (string) $this->configs->get('brandcheck.settings')->get('token');
    if (!Signatures::fits($body, $headers, $token, $this->time->getCurrentTime())) {
      return 401;
    }
    $told = json_decode($body, TRUE);
    $at = strtotime((string) ($told['timestamp'] ?? ''));
    if (!preg_match('#^drupal/(\w+)/([\w-]+)$#D', (string) ($told['data']['document'] ?? ''), $found) || $at === FALSE) {
      return 422;
    }
    $store = $this->stores->get('brandcheck.verdicts');
    $name = self::nameOf($found[1], $found[2], (string) ($told['data']['locale'] ?? ''));
    if (($store->get($name)['at'] ?? 0) <= $at) {
      $store->set($name, ['at' => $at, 'verdict' => $told['data']['verdict'], 'report' => $told['data']['report']]);
    }
    return 200;
  }

  /**
   * Returns what is known of an entity, to be shown; nothing where nothing is.
   */
  public function says(ContentEntityInterface $entity): array {
    $name = self::nameOf($entity->getEntityTypeId(), (string) $entity->uuid(), $entity->language()->getId());
    $kept = $this->stores->get('brandcheck.verdicts')->get($name);
    if (!$kept) {
      return [];
    }
    $says = self::SAYS[$kept['verdict']] ?? 'Could not be checked.';
    $report = preg_match('#^https?://#', (string) $kept['report']) ? htmlspecialchars($kept['report'], ENT_QUOTES) : '';
    return ['#markup' => $says . ($report ? " <a href=\"$report\">Report</a>" : '')];
  }

  private static function nameOf(string $type, string $uuid, string $langcode): string {
    return "$type:$uuid:$langcode";
  }

}
