<?php

namespace Brandcheck;

use WP_Post;

defined('ABSPATH') || exit;

/**
 * Tells Brandcheck what was published, once each time, through WP-Cron so that nobody waits for it.
 *
 * What is to be told is kept with the post until it is taken: an event that WP-Cron loses is scheduled anew. What is
 * told twice all the same has the same name, and Brandcheck takes it once.
 */
final class Deliveries
{
    public const DELIVER = 'brandcheck_deliver';
    public const SWEEP = 'brandcheck_sweep';
    /** Seconds before each further try: about a day in all. */
    private const PAUSES = array(60, 300, 900, 3600, 10800, 21600, 43200);
    /** Seconds after which a delivery that is due counts as forgotten. */
    private const FORGOTTEN = 600;
    private const GONE = 410;

    /** Tell from now on. */
    public static function begin(): void
    {
        add_action('wp_after_insert_post', array(self::class, 'published'), 20, 4);
        add_action(self::DELIVER, array(self::class, 'deliver'), 10, 2);
        add_action(self::SWEEP, array(self::class, 'sweep'));
    }

    /** Note that a post went public, or a public one has other words. */
    public static function published(int $id, WP_Post $post, bool $update, ?WP_Post $before): void
    {
        if ('publish' !== $post->post_status || ! Options::covers($post->post_type) || ! Options::hasHook()) {
            return;
        }
        $digest = Draft::ofPost($post)->digest();
        $was = $before && 'publish' === $before->post_status;
        if ($was && Draft::ofPost($before)->digest() === $digest) {
            return;
        }
        $version = sprintf('%.6F', microtime(true));
        $name = hash('sha256', implode('|', array(home_url(), $id, $version, $digest)));
        $type = $was ? 'post.updated' : 'post.published';
        $pending = array('id' => $name, 'type' => $type, 'digest' => $digest, 'version' => $version, 'tries' => 0);
        self::schedule($id, $pending, time());
        add_action('shutdown', array(self::class, 'hurry'));
    }

    /** Have WP-Cron begin at once, where it is not a program of the machine that begins it. */
    public static function hurry(): void
    {
        $isOther = defined('ALTERNATE_WP_CRON') && ALTERNATE_WP_CRON || defined('DISABLE_WP_CRON') && DISABLE_WP_CRON;
        if (! $isOther && ! wp_doing_cron()) {
            spawn_cron();
        }
    }

    /** Send what is noted of a post under a name, unless something newer took its place. */
    public static function deliver(int $id, string $name): void
    {
        $pending = Keeping::get($id, Keeping::PENDING);
        $post = get_post($id);
        if (($pending['id'] ?? '') !== $name) {
            return;
        }
        if (! $post || 'publish' !== $post->post_status || ! Options::hasHook()) {
            Keeping::drop($id, Keeping::PENDING);
            return;
        }
        $body = (string) wp_json_encode(self::told($post, $pending), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        list($status, $says) = Service::deliver($body, Signature::headers($body, (string) Options::get('secret'), time()));
        self::settle($id, $pending, $status, $says);
    }

    /** Schedule what is due and was forgotten. */
    public static function sweep(): void
    {
        $query = array('meta_key' => Keeping::PENDING, 'post_type' => 'any', 'post_status' => 'publish');
        foreach (get_posts($query + array('fields' => 'ids', 'numberposts' => 100, 'orderby' => 'ID')) as $id) {
            $pending = Keeping::get($id, Keeping::PENDING);
            $isWaiting = wp_next_scheduled(self::DELIVER, array($id, $pending['id'] ?? ''));
            if (! $isWaiting && ($pending['due'] ?? 0) < time() - self::FORGOTTEN) {
                self::schedule($id, $pending, time());
            }
        }
    }

    /**
     * @param array<string, mixed> $pending What is noted.
     */
    private static function schedule(int $id, array $pending, int $due): void
    {
        Keeping::put($id, Keeping::PENDING, array_merge($pending, array('due' => $due)));
        wp_schedule_single_event($due, self::DELIVER, array($id, $pending['id']));
    }

    /**
     * @param array<string, mixed> $pending What was sent.
     */
    private static function settle(int $id, array $pending, int $status, string $says): void
    {
        $isTaken = $status >= 200 && $status < 300;
        $tries = $pending['tries'] + 1;
        if (! $isTaken && self::GONE !== $status && isset(self::PAUSES[$tries - 1])) {
            $again = array_merge($pending, array('tries' => $tries, 'says' => $says));
            self::schedule($id, $again, time() + self::PAUSES[$tries - 1]);
            return;
        }
        $sent = array('id' => $pending['id'], 'version' => $pending['version'], 'at' => time());
        Keeping::put($id, Keeping::SENT, $sent + array('is_taken' => $isTaken, 'says' => $isTaken ? '' : $says));
        Keeping::drop($id, Keeping::PENDING);
    }

    /**
     * Return what Brandcheck is told about a post.
     *
     * @param array<string, mixed> $pending What is noted.
     * @return array<string, mixed>
     */
    private static function told(WP_Post $post, array $pending): array
    {
        $draft = Draft::ofPost($post);
        return array(
            'type' => $pending['type'],
            'delivery' => $pending['id'],
            'version' => $pending['version'],
            'document' => $draft->document(),
            'site' => array('url' => home_url()),
            'language' => get_bloginfo('language'),
            'post' => array(
                'id' => $post->ID,
                'type' => $post->post_type,
                'url' => (string) get_permalink($post),
                'modified' => (string) get_post_modified_time('Y-m-d\TH:i:s\Z', true, $post),
                'labels' => (object) $draft->labels(),
                'title' => $draft->plainTitle(),
                'content' => $draft->prose(),
                'excerpt' => $draft->excerpt,
                'extra' => (object) Draft::extra($draft),
            ),
        );
    }
}
