<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * Asks whether a draft may go out; once for the same words in one request.
 */
final class Gate
{
    /** @var array<string, Answer> What was answered in this request, by document and words. */
    private static array $answers = array();

    /** Return whether *draft* may go out. */
    public static function ask(Draft $draft): Answer
    {
        $known = $draft->type . ':' . $draft->id . ':' . $draft->digest();
        if (! isset(self::$answers[$known])) {
            self::$answers[$known] = self::asked($draft);
        }
        return self::$answers[$known];
    }

    private static function asked(Draft $draft): Answer
    {
        $told = Service::gate(self::question($draft));
        if (is_wp_error($told)) {
            return Answer::without($told->get_error_message());
        }
        return Answer::told($told) ?? Answer::without(__('its answer can’t be read', 'brandcheck'));
    }

    /**
     * @return array<string, mixed>
     */
    private static function question(Draft $draft): array
    {
        $all = Options::all();
        $link = $draft->id ? (string) get_permalink($draft->id) : '';
        return array(
            'kit' => $all['kit'],
            'team' => $all['team'],
            'channel' => $all['channel'],
            'document' => $draft->id ? Draft::line($draft->document() . ':' . get_bloginfo('language')) : '',
            'title' => Draft::line($draft->plainTitle()),
            'url' => strlen($link) <= 2000 ? $link : '',
            'labels' => (object) $draft->labels(),
            'fields' => $draft->fields(),
            'block_at' => $all['block_at'],
            'closed_at' => '' === $all['closed_at'] ? null : $all['closed_at'],
            'deadline' => (float) $all['deadline'],
        );
    }
}
