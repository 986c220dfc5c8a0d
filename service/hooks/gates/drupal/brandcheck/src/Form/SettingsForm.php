<?php

namespace Drupal\brandcheck\Form;

use Drupal\Core\Form\ConfigFormBase;
use Drupal\Core\Form\FormStateInterface;

/**
 * What is asked before content is published.
 */
class SettingsForm extends ConfigFormBase {

  private const TEXTS = [
    'url' => 'Where Brandcheck is (https://…)',
    'kit' => 'Kit',
    'team' => 'Team',
    'channel' => 'Channel',
    'hook' => 'Name of the hook that is told what was published; nothing is told where empty',
  ];
  private const SECRETS = [
    'key' => 'Key with the scope “check”',
    'secret' => 'Secret of the hook',
    'token' => 'Token of the hook, with which verdicts are signed',
  ];

  /**
   * {@inheritdoc}
   */
  public function getFormId(): string {
    return 'brandcheck_settings';
  }

  /**
   * {@inheritdoc}
   */
  protected function getEditableConfigNames(): array {
    return ['brandcheck.settings'];
  }

  /**
   * {@inheritdoc}
   */
  public function buildForm(array $form, FormStateInterface $form_state): array {
    $config = $this->config('brandcheck.settings');
    foreach (self::TEXTS as $name => $title) {
      $form[$name] = ['#type' => 'textfield', '#title' => $title, '#default_value' => $config->get($name)];
    }
    foreach (self::SECRETS as $name => $title) {
      $form[$name] = ['#type' => 'password', '#title' => $title, '#description' => 'Left as it is where empty.'];
    }
    $severities = ['error' => 'Error', 'warning' => 'Warning', 'suggestion' => 'Suggestion'];
    $reach = [
      'publish' => 'Publish, unless key, kit or address are wrong',
      'refuse' => 'Do not publish',
      'always' => 'Publish, even if key, kit or address are wrong',
    ];
    $choices = [
      'block_at' => ['Findings of this severity and above refuse', $severities],
      'closed_at' => ['Undecided guidelines of this severity and above refuse', ['' => 'None'] + $severities],
      'unreachable' => ['When Brandcheck can’t be reached', $reach],
    ];
    foreach ($choices as $name => [$title, $options]) {
      $form[$name] = ['#type' => 'select', '#title' => $title, '#options' => $options, '#default_value' => $config->get($name)];
    }
    $form['deadline'] = [
      '#type' => 'number',
      '#title' => 'Seconds that Brandcheck has',
      '#min' => 1,
      '#max' => 30,
      '#default_value' => $config->get('deadline'),
    ];
    $form['entity_types'] = [
      '#type' => 'textfield',
      '#title' => 'Entity types that are checked, with commas between them',
      '#default_value' => implode(', ', (array) $config->get('entity_types')),
    ];
    return parent::buildForm($form, $form_state);
  }

  /**
   * {@inheritdoc}
   */
  public function submitForm(array &$form, FormStateInterface $form_state): void {
    $config = $this->config('brandcheck.settings');
    foreach ([...array_keys(self::TEXTS), 'block_at', 'closed_at', 'unreachable'] as $name) {
      $config->set($name, trim((string) $form_state->getValue($name)));
    }
    foreach (array_keys(self::SECRETS) as $name) {
      if ((string) $form_state->getValue($name) !== '') {
        $config->set($name, (string) $form_state->getValue($name));
      }
    }
    $types = preg_split('/[\s,]+/', (string) $form_state->getValue('entity_types'), -1, PREG_SPLIT_NO_EMPTY);
    $config->set('entity_types', $types)->set('deadline', (float) $form_state->getValue('deadline'))->save();
    parent::submitForm($form, $form_state);
    $this->tell();
  }

  /**
   * Says what the gate answers now.
   */
  private function tell(): void {
    if (!$this->config('brandcheck.settings')->get('kit')) {
      $this->messenger()->addWarning('The gate is off: nobody is asked before something is published, for no kit is set.');
      return;
    }
    $answer = \Drupal::service('brandcheck.gate')->tried();
    if ($answer['problem'] === '') {
      $this->messenger()->addStatus("Brandcheck answers: {$answer['says']}");
    }
    else {
      $this->messenger()->addError("Brandcheck’s gate does not work. {$answer['problem']}");
    }
  }

}
