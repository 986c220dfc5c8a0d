<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * What an answer that is none of a gate’s says of how this site is set up, and who mends that.
 */
final class Setup
{
    /** Statuses that mean “later”, besides 5xx. */
    private const PASSING = array(408, 425, 429);
    private const TOO_LONG = 413;

    /** Return whether a *status* is one that passes by itself. */
    public static function passes(int $status): bool
    {
        return $status >= 500 || in_array($status, self::PASSING, true);
    }

    /**
     * Return what is wrong.
     *
     * @param mixed $told The answer’s JSON.
     */
    public static function fault(int $status, $told): string
    {
        if (self::TOO_LONG === $status) {
            return __('It is longer than Brandcheck takes at once (413). Split it, or ask whoever looks after Brandcheck to raise the limit.', 'brandcheck');
        }
        $texts = array_map(static fn(string $name): string => self::text($told, $name), array('type', 'title', 'detail'));
        $detail = preg_replace('/\.$/', '', Draft::line($texts[2]));
        $said = '' === $detail ? (string) $status : "$status: $detail";
        if ($status < 400 || in_array('', $texts, true)) {
            /* translators: %s: an HTTP status, and what the answer says */
            $says = __('What answers at Brandcheck’s address is not Brandcheck (%s), perhaps a page to sign in. Ask whoever looks after this site to set the address right.', 'brandcheck');
            return sprintf($says, $said);
        }
        return sprintf(self::sentences()[$status] ?? self::otherwise(), $said);
    }

    /** Return that no request can be made of the settings, for a *reason*. */
    public static function impossible(string $reason): string
    {
        /* translators: %s: why */
        $says = __('Brandcheck can’t be asked as this site is set up (%s). Ask whoever looks after this site to set it right.', 'brandcheck');
        return sprintf($says, rtrim(Draft::line($reason), '.'));
    }

    /**
     * @return array<int, string>
     */
    private static function sentences(): array
    {
        return array(
            401 => __('Brandcheck does not accept this site’s key (401). Ask whoever looks after this site to put in a new one.', 'brandcheck'),
            403 => __('This site’s key may not check drafts (403). Ask whoever looks after this site to put in one with the scope “check”.', 'brandcheck'),
            /* translators: %s: an HTTP status, and what the answer says */
            404 => __('Brandcheck does not know what this site asks for (%s). Ask whoever looks after this site to set kit and address right.', 'brandcheck'),
        );
    }

    private static function otherwise(): string
    {
        /* translators: %s: an HTTP status, and what the answer says */
        return __('Brandcheck can’t use what this site asks (%s). Ask whoever looks after this site to set it right.', 'brandcheck');
    }

    /**
     * @param mixed $told The answer’s JSON.
     */
    private static function text($told, string $name): string
    {
        return is_array($told) && is_string($told[$name] ?? null) ? $told[$name] : '';
    }
}
