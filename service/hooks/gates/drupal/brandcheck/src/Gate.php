<?php

namespace Drupal\brandcheck;

use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Entity\ContentEntityInterface;
use GuzzleHttp\ClientInterface;
use GuzzleHttp\Exception\GuzzleException;

/**
 * Asks whether an entity may be published; once for the same words in a request.
 */
class Gate {

  /** Seconds on top of the deadline. */
  private const MARGIN = 2;
  private const REASONS = ['passed', 'findings', 'late', 'incomplete'];

  /** @var array<string, array<string, mixed>> */
  private array $answers = [];

  public function __construct(
    private readonly ConfigFactoryInterface $configs,
    private readonly ClientInterface $client,
    private readonly Fields $fields,
  ) {}

  /**
   * Returns whether entities of a type are asked about.
   */
  public function covers(string $entity_type): bool {
    $config = $this->configs->get('brandcheck.settings');
    return $config->get('kit') && in_array($entity_type, (array) $config->get('entity_types'), TRUE);
  }

  /**
   * Returns whether an entity is refused, one sentence for the editor, and the findings.
   *
   * @return array{refused: bool, because: string, says: string, url: string, findings: array<int, array<string, mixed>>}
   */
  public function ask(ContentEntityInterface $entity): array {
    $question = $this->question($entity);
    if (!$question['fields']) {
      return self::answer(FALSE, 'empty', 'There is no text in it to check.');
    }
    $known = hash('sha256', json_encode($question));
    return $this->answers[$known] ??= $this->asked($question);
  }

  /**
   * Returns what an entity is called in Brandcheck, in its language.
   */
  public static function nameOf(ContentEntityInterface $entity): string {
    return 'drupal/' . $entity->getEntityTypeId() . '/' . $entity->uuid();
  }

  private function question(ContentEntityInterface $entity): array {
    $config = $this->configs->get('brandcheck.settings');
    return [
      'kit' => $config->get('kit'),
      'team' => (string) $config->get('team'),
      'channel' => (string) $config->get('channel'),
      'document' => self::nameOf($entity) . ':' . $entity->language()->getId(),
      'title' => self::line((string) $entity->label()),
      'labels' => ['type' => $entity->bundle()],
      'fields' => $this->fields->of($entity),
      'block_at' => $config->get('block_at') ?: 'error',
      'closed_at' => $config->get('closed_at') ?: NULL,
      'deadline' => (float) ($config->get('deadline') ?: 8),
    ];
  }

  private function asked(array $question): array {
    $config = $this->configs->get('brandcheck.settings');
    try {
      $response = $this->client->request('POST', rtrim($config->get('url'), '/') . '/v1/gates/check', [
        'json' => $question,
        'headers' => $config->get('key') ? ['Authorization' => 'Bearer ' . $config->get('key')] : [],
        'timeout' => $question['deadline'] + self::MARGIN,
        'allow_redirects' => FALSE,
        'http_errors' => FALSE,
      ]);
    }
    catch (GuzzleException $error) {
      return $this->without(self::line($error->getMessage()));
    }
    $told = json_decode((string) $response->getBody(), TRUE);
    $is_answer = $response->getStatusCode() === 200 && in_array($told['because'] ?? '', self::REASONS, TRUE)
      && in_array($told['decision'] ?? '', ['allow', 'refuse'], TRUE);
    if (!$is_answer) {
      return $this->without(trim('it answers ' . $response->getStatusCode() . ' ' . self::line((string) ($told['detail'] ?? ''))));
    }
    $says = (string) ($told['says'] ?? '');
    $more = ['url' => (string) ($told['url'] ?? ''), 'findings' => (array) ($told['findings'] ?? [])];
    return $more + self::answer($told['decision'] === 'refuse', $told['because'], $says);
  }

  private function without(string $problem): array {
    $why = "Brandcheck can’t be reached ($problem)";
    if ($this->configs->get('brandcheck.settings')->get('unreachable') !== 'refuse') {
      return self::answer(FALSE, 'unreachable', "Not checked: $why.");
    }
    $says = "Not published: $why, and nothing goes out unchecked here; try again in a minute.";
    return self::answer(TRUE, 'unreachable', $says);
  }

  private static function answer(bool $refused, string $because, string $says): array {
    return ['refused' => $refused, 'because' => $because, 'says' => $says, 'url' => '', 'findings' => []];
  }

  private static function line(string $text): string {
    return mb_substr(trim((string) preg_replace('/[\x00-\x1f\x7f\s]+/u', ' ', mb_scrub($text, 'UTF-8'))), 0, 300);
  }

}
