<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * What is kept with a post.
 */
final class Keeping
{
    /** What the gate said last. */
    public const GATE = '_brandcheck_gate';
    /** What the check found out, as Brandcheck told it. */
    public const VERDICT = '_brandcheck_verdict';
    /** The delivery that is still to be made. */
    public const PENDING = '_brandcheck_pending';
    /** The delivery that was made last, or given up. */
    public const SENT = '_brandcheck_sent';
    public const ALL = array(self::GATE, self::VERDICT, self::PENDING, self::SENT);

    /**
     * Return what is kept with a post under one of these names; empty where nothing is.
     *
     * @return array<string, mixed>
     */
    public static function get(int $post, string $name): array
    {
        $kept = get_post_meta($post, $name, true);
        return is_array($kept) ? $kept : array();
    }

    /**
     * Keep something with a post.
     *
     * @param array<string, mixed> $what What is kept.
     */
    public static function put(int $post, string $name, array $what): void
    {
        update_post_meta($post, $name, wp_slash($what));
    }

    /** Keep nothing any more with a post under one of these names. */
    public static function drop(int $post, string $name): void
    {
        delete_post_meta($post, $name);
    }
}
