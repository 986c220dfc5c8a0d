<?php

namespace Brandcheck;

use stdClass;
use WP_Post;

defined('ABSPATH') || exit;

/**
 * What is to be published: the words of a post, whether they are stored already or not.
 */
final class Draft
{
    /** Characters of a name that the service takes. */
    private const LONGEST_NAME = 200;

    /** The post's number; 0 for one that is not stored yet. */
    public int $id;
    public string $type;
    public string $title;
    public string $content;
    public string $excerpt;
    public int $author;

    private function __construct(int $id, string $type, array $words, int $author)
    {
        $this->id = $id;
        $this->type = $type;
        list($this->title, $this->content, $this->excerpt) = $words;
        $this->author = $author;
    }

    /** Return what is stored as *post*. */
    public static function ofPost(WP_Post $post): self
    {
        $words = array($post->post_title, $post->post_content, $post->post_excerpt);
        return new self($post->ID, $post->post_type, $words, (int) $post->post_author);
    }

    /**
     * Return what `wp_insert_post` is about to store, which is still slashed.
     *
     * @param array<string, mixed> $data The row.
     */
    public static function ofRow(array $data, int $id): self
    {
        $data = wp_unslash($data);
        $words = array($data['post_title'], $data['post_content'], $data['post_excerpt']);
        return new self($id, $data['post_type'], array_map('strval', $words), (int) ($data['post_author'] ?? 0));
    }

    /** Return what the REST API is about to store: *prepared* holds only what changes. */
    public static function ofRequest(stdClass $prepared, string $type): self
    {
        $id = (int) ($prepared->ID ?? 0);
        $stored = $id ? get_post($id) : null;
        $words = array();
        foreach (array('post_title', 'post_content', 'post_excerpt') as $name) {
            $words[] = (string) ($prepared->$name ?? ($stored ? $stored->$name : ''));
        }
        $author = $prepared->post_author ?? ($stored ? $stored->post_author : get_current_user_id());
        return new self($id, $type, $words, (int) $author);
    }

    /** Return a digest of the words, the same as long as nobody changes them. */
    public function digest(): string
    {
        return hash('sha256', (string) wp_json_encode(array($this->title, $this->content, $this->excerpt)));
    }

    /** Return the name under which Brandcheck knows all versions of the post; empty for one not stored yet. */
    public function document(): string
    {
        $site = preg_replace('~^https?://~', '', untrailingslashit(home_url()));
        return $this->id ? self::line("wordpress/$site/{$this->id}") : '';
    }

    /** Return the title as readers see it. */
    public function plainTitle(): string
    {
        return html_entity_decode(wp_strip_all_tags($this->title), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }

    /**
     * Return what is checked: the title as text, content and excerpt as HTML, and what else the site names.
     *
     * @return array<string, array{path: string, name: string, kind: string, text: string, is_title: bool}>
     */
    public function fields(): array
    {
        $fields = array(
            self::field('/title', __('Title', 'brandcheck'), 'text', $this->plainTitle(), true),
            self::field('/content', __('Content', 'brandcheck'), 'html', $this->prose()),
        );
        if ('' !== trim($this->excerpt)) {
            $fields[] = self::field('/excerpt', __('Excerpt', 'brandcheck'), 'html', $this->excerpt);
        }
        foreach (self::extra($this) as $name => $html) {
            $fields[] = self::field('/extra/' . self::pointer($name), self::line($name), 'html', (string) $html);
        }
        return $fields;
    }

    /**
     * Return further texts of the post, such as a subtitle in a custom field: HTML by name.
     *
     * @return array<string, string>
     */
    public static function extra(self $draft): array
    {
        /**
         * Filters the texts that are checked beside title, content and excerpt.
         *
         * @param array<string, string> $texts HTML by name.
         * @param int                   $id    The post's number; 0 for one that is not stored yet.
         * @param string                $type  The post's type.
         */
        $texts = apply_filters('brandcheck_texts', array(), $draft->id, $draft->type);
        return is_array($texts) ? $texts : array();
    }

    /**
     * Return what else tells the post apart.
     *
     * @return array<string, string>
     */
    public function labels(): array
    {
        $author = $this->author ? (string) get_the_author_meta('display_name', $this->author) : '';
        return array_filter(array('type' => self::line($this->type), 'author' => self::line($author)));
    }

    /** Return *text* as one line that is no longer than a name may be. */
    public static function line(string $text): string
    {
        $line = trim((string) preg_replace('/[\x00-\x1f\x7f-\x{9f}\s]+/u', ' ', $text));
        return mb_substr($line, 0, self::LONGEST_NAME);
    }

    /** Return the content with shortcodes and what delimits blocks blanked out: every other word stays where it is. */
    public function prose(): string
    {
        global $shortcode_tags;
        $patterns = array('~<!--\s+/?wp:.*?-->~us');
        if (! empty($shortcode_tags) && false !== strpos($this->content, '[')) {
            $names = implode('|', array_map('preg_quote', array_keys($shortcode_tags)));
            $patterns[] = "~\[/?(?:$names)(?![\w-])[^\]\[]*\]~u";
        }
        $blank = static fn(array $found): string => str_repeat(' ', mb_strlen($found[0]));
        return preg_replace_callback($patterns, $blank, $this->content) ?? $this->content;
    }

    private static function field(string $path, string $name, string $kind, string $text, bool $isTitle = false): array
    {
        $text = str_replace("\0", '', wp_check_invalid_utf8($text, true));
        return array('path' => $path, 'name' => $name, 'kind' => $kind, 'text' => $text, 'is_title' => $isTitle);
    }

    /** Return *name* as a part of a JSON pointer (RFC 6901). */
    private static function pointer(string $name): string
    {
        return str_replace(array('~', '/'), array('~0', '~1'), self::line($name));
    }
}
