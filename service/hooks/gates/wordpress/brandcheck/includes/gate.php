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
            self::$answers[$known] = self::put(self::question($draft));
        }
        return self::$answers[$known];
    }

    /** Ask about a harmless sentence: whether the gate is set up rightly. */
    public static function tried(): Answer
    {
        $field = array('path' => '/title', 'text' => 'A first try of the publish gate.');
        $asked = array('kit' => Options::get('kit'), 'document' => 'gate/try', 'fields' => array($field), 'judged' => false);
        return self::put($asked + array('deadline' => (float) Options::get('deadline')));
    }

    /**
     * @param array<string, mixed> $question As the service takes it.
     */
    private static function put(array $question): Answer
    {
        $answer = Answer::of(Service::gate($question));
        Trouble::note($answer);
        return $answer;
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
