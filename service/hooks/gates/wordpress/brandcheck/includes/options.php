<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * What an administrator has set.
 */
final class Options
{
    /** The option in which all of it is kept, but for the token. */
    public const NAME = 'brandcheck';
    /** The option with what Brandcheck signs its verdicts with. */
    public const TOKEN = 'brandcheck_token';
    /** The option with what is wrong with the gate, while something is. */
    public const TROUBLE = 'brandcheck_trouble';
    public const SEVERITIES = array('error', 'warning', 'suggestion');
    public const DEFAULTS = array(
        'url' => '',
        'key' => '',
        'hook' => '',
        'secret' => '',
        'kit' => '',
        'team' => '',
        'channel' => '',
        'post_types' => array('post', 'page'),
        'block_at' => 'error',
        'closed_at' => '',
        'when_unreachable' => 'publish',
        'deadline' => 8,
    );
    /** Settings that wp-config.php may hold instead, as constants of these names. */
    public const CONSTANTS = array('key' => 'BRANDCHECK_KEY', 'secret' => 'BRANDCHECK_HOOK_SECRET');

    /**
     * Return all settings.
     *
     * @return array<string, mixed>
     */
    public static function all(): array
    {
        $kept = get_option(self::NAME, array());
        $all = array_merge(self::DEFAULTS, is_array($kept) ? array_intersect_key($kept, self::DEFAULTS) : array());
        foreach (self::CONSTANTS as $name => $constant) {
            $all[$name] = defined($constant) ? (string) constant($constant) : $all[$name];
        }
        return $all;
    }

    /**
     * Return one setting.
     *
     * @return mixed
     */
    public static function get(string $name)
    {
        return self::all()[$name];
    }

    /** Return whether a gate can be asked at all. */
    public static function hasGate(): bool
    {
        $all = self::all();
        return '' !== $all['url'] && '' !== $all['kit'];
    }

    /** Return whether published posts can be sent. */
    public static function hasHook(): bool
    {
        $all = self::all();
        return '' !== $all['url'] && '' !== $all['hook'] && '' !== $all['secret'];
    }

    /** Return whether posts of a type are checked. */
    public static function covers(string $type): bool
    {
        return in_array($type, (array) self::get('post_types'), true);
    }

    /**
     * Return the types of post that can be checked: what the public sees and somebody writes.
     *
     * @return string[]
     */
    public static function publicTypes(): array
    {
        return array_values(array_diff(get_post_types(array('public' => true)), array('attachment')));
    }

    /**
     * Return what somebody sent as settings, as far as it can be used; the rest stays as it was.
     *
     * @param mixed $sent The fields of the settings page.
     * @return array<string, mixed>
     */
    public static function sanitized($sent): array
    {
        $sent = is_array($sent) ? $sent : array();
        $kept = array_merge(self::DEFAULTS, (array) get_option(self::NAME, array()));
        foreach (array('hook', 'kit', 'team', 'channel') as $name) {
            $kept[$name] = sanitize_text_field($sent[$name] ?? $kept[$name]);
        }
        foreach (array('key', 'secret') as $name) {
            $given = trim((string) ($sent[$name] ?? ''));
            $kept[$name] = '' === $given ? $kept[$name] : sanitize_text_field($given);
        }
        $kept['url'] = self::address((string) ($sent['url'] ?? $kept['url']));
        $kept['post_types'] = array_values(
            array_intersect(self::publicTypes(), (array) ($sent['post_types'] ?? array()))
        );
        return array_intersect_key(array_merge($kept, self::policy($sent, $kept)), self::DEFAULTS);
    }

    /**
     * Return the settings that say what may go out.
     *
     * @param array<string, mixed> $sent What was sent.
     * @param array<string, mixed> $kept What holds where it can't be used.
     * @return array<string, mixed>
     */
    private static function policy(array $sent, array $kept): array
    {
        $allowed = array(
            'block_at' => self::SEVERITIES,
            'closed_at' => array_merge(array(''), self::SEVERITIES),
            'when_unreachable' => array('publish', 'hold', 'always'),
        );
        $chosen = array('deadline' => min(30, max(1, (int) ($sent['deadline'] ?? $kept['deadline']))));
        foreach ($allowed as $name => $values) {
            $value = (string) ($sent[$name] ?? $kept[$name]);
            $chosen[$name] = in_array($value, $values, true) ? $value : $kept[$name];
        }
        return $chosen;
    }

    private static function address(string $given): string
    {
        $address = untrailingslashit(esc_url_raw(trim($given), array('http', 'https')));
        if ('' === $address && '' !== trim($given)) {
            add_settings_error(
                self::NAME,
                'url',
                __('The service’s address is none: it begins with https:// or http://.', 'brandcheck')
            );
        }
        return $address;
    }
}
