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
  /** Statuses that mean “later”, besides 5xx. */
  private const PASSING = [408, 425, 429];

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
   * `problem` says what is wrong with the gate itself, and who mends it; it is empty where nothing is.
   *
   * @return array{refused: bool, because: string, says: string, problem: string, url: string, findings: array<int, array<string, mixed>>}
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

  /**
   * Returns what is answered to a harmless sentence: whether the gate is set up rightly.
   */
  public function tried(): array {
    $config = $this->configs->get('brandcheck.settings');
    $field = ['path' => '/title', 'text' => 'A first try of the publish gate.'];
    $question = ['kit' => $config->get('kit'), 'document' => 'gate/try', 'fields' => [$field], 'judged' => FALSE];
    return $this->asked($question + ['deadline' => (float) ($config->get('deadline') ?: 8)]);
  }

  private function asked(array $question): array {
    $config = $this->configs->get('brandcheck.settings');
    if (!preg_match('~^https?://[^/]~', (string) $config->get('url'))) {
      return $this->wrong(Setup::impossible('its address of Brandcheck is none'));
    }
    try {
      $response = $this->client->request('POST', rtrim($config->get('url'), '/') . '/v1/gates/check', [
        'json' => $question,
        'headers' => $config->get('key') ? ['Authorization' => 'Bearer ' . $config->get('key')] : [],
        'timeout' => $question['deadline'] + self::MARGIN,
        'allow_redirects' => FALSE,
        'http_errors' => FALSE,
      ]);
      $body = (string) $response->getBody();
    }
    catch (\InvalidArgumentException $error) {
      return $this->wrong(Setup::impossible(self::line($error->getMessage())));
    }
    catch (GuzzleException | \RuntimeException $error) {
      return $this->away(self::line($error->getMessage()));
    }
    return $this->told($response->getStatusCode(), json_decode($body, TRUE));
  }

  private function told(int $status, mixed $told): array {
    $is_answer = $status === 200 && in_array($told['because'] ?? '', self::REASONS, TRUE)
      && in_array($told['decision'] ?? '', ['allow', 'refuse'], TRUE);
    if ($is_answer) {
      $more = ['url' => (string) ($told['url'] ?? ''), 'findings' => (array) ($told['findings'] ?? [])];
      return $more + self::answer($told['decision'] === 'refuse', $told['because'], (string) ($told['says'] ?? ''));
    }
    $detail = is_string($told['detail'] ?? NULL) ? self::line($told['detail']) : '';
    if ($status >= 500 || in_array($status, self::PASSING, TRUE)) {
      return $this->away(trim("it answers $status $detail"));
    }
    return $this->wrong(Setup::fault($status, $told, $detail), $status === 413 ? 'too_long' : 'misconfigured');
  }

  private function wrong(string $problem, string $because = 'misconfigured'): array {
    $says = "Not published: $problem Until then, this site’s settings can let things go out unchecked.";
    $is_refused = $this->configs->get('brandcheck.settings')->get('unreachable') !== 'always';
    return self::answer($is_refused, $because, $is_refused ? $says : "Not checked: $problem", $problem);
  }

  private function away(string $reason): array {
    $why = 'Brandcheck can’t be reached (' . rtrim($reason, '.') . ')';
    $says = "Not published: $why, and nothing goes out unchecked here; try again in a minute.";
    $is_refused = $this->configs->get('brandcheck.settings')->get('unreachable') === 'refuse';
    return self::answer($is_refused, 'unreachable', $is_refused ? $says : "Not checked: $why.", "$why.");
  }

  private static function answer(bool $refused, string $because, string $says, string $problem = ''): array {
    return ['refused' => $refused, 'because' => $because, 'says' => $says, 'problem' => $problem, 'url' => '', 'findings' => []];
  }

  private static function line(string $text): string {
    return mb_substr(trim((string) preg_replace('/[\x00-\x1f\x7f\s]+/u', ' ', mb_scrub($text, 'UTF-8'))), 0, 200);
  }

}
