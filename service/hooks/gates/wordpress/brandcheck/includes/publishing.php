<?php

namespace Brandcheck;

use stdClass;
use WP_Error;
use WP_Post;
use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * Stands between a draft and its publication, by whatever way somebody publishes.
 *
 * The REST API, and with it the block editor, is answered with an error, and nothing is stored. All other ways
 * (classic editor, quick edit, bulk edit, XML-RPC, WP-CLI, other plugins) can’t be answered so: there a draft stays a
 * draft, and a post that is public already keeps the words that it has, while the new ones are kept as its autosave.
 */
final class Publishing
{
    private const PUBLIC = array('publish', 'future');
    private const WORDS = array('post_title', 'post_content', 'post_excerpt');
    private const TIMES = array('post_modified', 'post_modified_gmt');

    /** @var array<string, true> What the REST API has let through in this request, by type and number. */
    private static array $settled = array();
    /** @var array<int, array{Answer, array<string, string>}> Answers to keep, and words that were not taken, by number. */
    private static array $answered = array();

    /** Stand there. */
    public static function begin(): void
    {
        add_action('init', array(self::class, 'watchTypes'), 99);
        add_filter('wp_insert_post_data', array(self::class, 'row'), 99, 2);
        add_action('wp_after_insert_post', array(self::class, 'stored'), 5, 2);
    }

    /** Watch what the REST API stores of each type that the public sees. */
    public static function watchTypes(): void
    {
        foreach (Options::publicTypes() as $type) {
            add_filter("rest_pre_insert_$type", array(self::class, 'rest'), 99, 2);
        }
    }

    /**
     * Return what the REST API is about to store, or why it may not.
     *
     * @param stdClass|WP_Error $prepared What changes.
     * @return stdClass|WP_Error
     */
    public static function rest($prepared, WP_REST_Request $request)
    {
        if (is_wp_error($prepared) || false !== strpos($request->get_route(), '/autosaves')) {
            return $prepared;
        }
        $stored = empty($prepared->ID) ? null : get_post($prepared->ID);
        $status = (string) ($prepared->post_status ?? ($stored ? $stored->post_status : 'draft'));
        $draft = Draft::ofRequest($prepared, (string) $prepared->post_type);
        $answer = self::answer($draft, $status, $stored);
        if ($answer && $draft->id) {
            Keeping::put($draft->id, Keeping::GATE, $answer->kept());
        }
        if ($answer && $answer->isRefused) {
            return $answer->error();
        }
        self::$settled[$draft->type . ':' . $draft->id] = true;
        return $prepared;
    }

    /**
     * Return the row that is stored: what came, or the same without going public.
     *
     * @param array<string, mixed> $data    The row, slashed.
     * @param array<string, mixed> $postarr What `wp_insert_post` was given, slashed.
     * @return array<string, mixed>
     */
    public static function row(array $data, array $postarr): array
    {
        $id = (int) ($postarr['ID'] ?? 0);
        $known = $data['post_type'] . ':' . $id;
        if (isset(self::$settled[$known])) {
            unset(self::$settled[$known]);
            return $data;
        }
        $stored = $id ? get_post($id) : null;
        $answer = self::answer(Draft::ofRow($data, $id), (string) $data['post_status'], $stored);
        if (! $answer) {
            return $data;
        }
        self::$answered[$id] = array($answer, array());
        return $answer->isRefused ? self::held($data, $stored, $answer) : $data;
    }

    /** Keep what was answered about a post, once it has a number; and the words that were not taken. */
    public static function stored(int $id, WP_Post $post): void
    {
        $known = isset(self::$answered[$id]) ? $id : 0;
        if (! isset(self::$answered[$known]) || wp_is_post_revision($post)) {
            return;
        }
        list($answer, $words) = self::$answered[$known];
        unset(self::$answered[$known]);
        Keeping::put($id, Keeping::GATE, $answer->kept());
        if ($words) {
            self::keepWords($post, $words);
        }
    }

    /** Return whether *draft* may go out; none where that is no question. */
    private static function answer(Draft $draft, string $status, ?WP_Post $stored): ?Answer
    {
        if (! in_array($status, self::PUBLIC, true) || ! Options::hasGate() || ! Options::covers($draft->type)) {
            return null;
        }
        if (self::isPublic($stored) && Draft::ofPost($stored)->digest() === $draft->digest()) {
            return null;
        }
        /**
         * Filters whether Brandcheck is asked before something goes public.
         *
         * @param bool   $applies Whether it is.
         * @param int    $id      The post's number; 0 for one that is not stored yet.
         * @param string $type    The post's type.
         */
        return apply_filters('brandcheck_applies', true, $draft->id, $draft->type) ? Gate::ask($draft) : null;
    }

    private static function isPublic(?WP_Post $stored): bool
    {
        return null !== $stored && in_array($stored->post_status, self::PUBLIC, true);
    }

    /**
     * Return *data* so that nothing new goes public.
     *
     * @param array<string, mixed> $data The row, slashed.
     * @return array<string, mixed>
     */
    private static function held(array $data, ?WP_Post $stored, Answer $answer): array
    {
        $isPublic = self::isPublic($stored);
        Notices::hold($answer, (string) wp_unslash($data['post_title']), $isPublic);
        if (! $isPublic) {
            $data['post_status'] = $stored && 'pending' === $stored->post_status ? 'pending' : 'draft';
            return $data;
        }
        $words = array_map('strval', wp_unslash(array_intersect_key($data, array_flip(self::WORDS))));
        self::$answered[$stored->ID] = array($answer, $words);
        foreach (array_merge(self::WORDS, self::TIMES) as $name) {
            $data[$name] = wp_slash($stored->$name);
        }
        return $data;
    }

    /**
     * Keep words that were not taken as the autosave of who wrote them, from which the editor takes them up again.
     *
     * @param array<string, string> $words The words, by the row's names.
     */
    private static function keepWords(WP_Post $post, array $words): void
    {
        $before = wp_get_post_autosave($post->ID, get_current_user_id());
        if ($before) {
            wp_delete_post_revision($before->ID);
        }
        _wp_put_post_revision(array_merge($post->to_array(), $words), true);
    }
}
