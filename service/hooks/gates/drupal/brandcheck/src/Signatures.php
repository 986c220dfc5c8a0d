<?php

namespace Drupal\brandcheck;

/**
 * How deliveries and verdicts are signed.
 */
final class Signatures {

  /** Seconds for which a signature is good. */
  private const WINDOW = 300;
  private const MARK = 'whsec_';

  /**
   * Returns the headers that sign a delivery.
   *
   * @return array<string, string>
   */
  public static function sign(string $body, string $secret, int $now): array {
    $signature = hash_hmac('sha256', "$now.$body", $secret);
    return ['X-Hub-Timestamp' => (string) $now, 'X-Hub-Signature-256' => "sha256=$signature"];
  }

  /**
   * Returns whether a verdict is signed by Standard Webhooks, lately.
   *
   * @param array<string, string> $headers
   *   webhook-id, webhook-timestamp and webhook-signature.
   */
  public static function fits(string $body, array $headers, string $secret, int $now): bool {
    $stamp = $headers['webhook-timestamp'];
    if ($secret === '' || !preg_match('/^[0-9]{10}$/D', $stamp) || abs($now - (int) $stamp) > self::WINDOW) {
      return FALSE;
    }
    if (str_contains($headers['webhook-id'], '.')) {
      return FALSE;
    }
    $signed = $headers['webhook-id'] . ".$stamp.$body";
    $right = 'v1,' . base64_encode(hash_hmac('sha256', $signed, self::keyOf($secret), TRUE));
    $found = FALSE;
    foreach (explode(' ', $headers['webhook-signature']) as $said) {
      $found = hash_equals($right, $said) || $found;
    }
    return $found;
  }

  /**
   * Returns the bytes of a secret: base64 where it is that, as the sender takes it, else its text.
   */
  private static function keyOf(string $secret): string {
    $text = str_starts_with($secret, self::MARK) ? substr($secret, strlen(self::MARK)) : $secret;
    $decoded = base64_decode($text, TRUE);
    return $decoded !== FALSE && base64_encode($decoded) === $text ? $decoded : $secret;
  }

}
