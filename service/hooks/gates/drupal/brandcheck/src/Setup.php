<?php

namespace Drupal\brandcheck;

/**
 * What an answer that is none of a gate's says of how this site is set up, and who mends that.
 */
final class Setup {

  private const ASK = 'Ask whoever looks after this site to';

  /**
   * Returns what is wrong.
   */
  public static function fault(int $status, mixed $told, string $detail): string {
    if ($status === 413) {
      return 'It is longer than Brandcheck takes at once (413). Split it, or ask whoever looks after Brandcheck to raise the limit.';
    }
    $said = $detail === '' ? (string) $status : $status . ': ' . preg_replace('/\.$/', '', $detail);
    $is_ours = array_filter(['type', 'title', 'detail'], static fn($name) => is_string($told[$name] ?? NULL));
    if ($status < 400 || count($is_ours) < 3) {
      return "What answers at Brandcheck’s address is not Brandcheck ($said), perhaps a page to sign in. " . self::ASK . ' set the address right.';
    }
    return match ($status) {
      401 => 'Brandcheck does not accept this site’s key (401). ' . self::ASK . ' put in a new one.',
      403 => 'This site’s key may not check drafts (403). ' . self::ASK . ' put in one with the scope “check”.',
      404 => "Brandcheck does not know what this site asks for ($said). " . self::ASK . ' set kit and address right.',
      default => "Brandcheck can’t use what this site asks ($said). " . self::ASK . ' set it right.',
    };
  }

  /**
   * Returns that no request can be made of the settings.
   */
  public static function impossible(string $reason): string {
    return "Brandcheck can’t be asked as this site is set up ($reason). " . self::ASK . ' set it right.';
  }

}
