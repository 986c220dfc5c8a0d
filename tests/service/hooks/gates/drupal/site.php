<?php

/**
 * Does one thing with the module, as its standard input says in JSON, and prints what came of it.
 */

use Drupal\brandcheck\Controller\VerdictController;
use Drupal\brandcheck\Deliveries;
use Drupal\brandcheck\Fields;
use Drupal\brandcheck\Gate;
use Drupal\brandcheck\Plugin\QueueWorker\DeliveryWorker;
use Drupal\brandcheck\Plugin\Validation\Constraint\MayPublishConstraint;
use Drupal\brandcheck\Plugin\Validation\Constraint\MayPublishConstraintValidator;
use Drupal\brandcheck\Verdicts;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\Validator\ConstraintValidatorFactory;
use Symfony\Component\Validator\Validation;

set_error_handler(static function ($level, $says, $file, $line) {
  throw new ErrorException($says, 0, $level, $file, $line);
}, E_ALL & ~E_DEPRECATED & ~E_USER_DEPRECATED);

require 'Symfony/Component/Validator/autoload.php';
require 'Symfony/Component/HttpFoundation/autoload.php';
require 'GuzzleHttp/autoload.php';
require __DIR__ . '/stubs.php';
require __DIR__ . '/entities.php';

spl_autoload_register(static function ($class) use ($argv) {
  $path = $argv[1] . '/src/' . strtr(substr($class, strlen('Drupal\\brandcheck\\')), '\\', '/') . '.php';
  if (str_starts_with($class, 'Drupal\\brandcheck\\')) {
    require $path;
  }
});

$given = json_decode(stream_get_contents(STDIN), TRUE, 512, JSON_THROW_ON_ERROR);
$configs = new Configs($given['config']);
$client = new GuzzleHttp\Client();
$fields = new Fields();
$clock = new Clock();
$entity = isset($given['entity']) ? entity($given['entity']) : NULL;
if (isset($given['states'])) {
  \Drupal::$services['content_moderation.moderation_information'] = new Moderation($given['states']);
}

\Drupal::$services['config.factory'] = $configs;
\Drupal::$services['brandcheck.gate'] = new Gate($configs, $client, $fields);

$answers = static function () use ($client, $fields, $given) {
  $tried = static fn($config) => (new Gate(new Configs($config), $client, $fields))->tried();
  return array_map(static fn($config) => array_slice($tried($config + $given['config']), 0, 4), $given['sites']);
};

$report = static function () use ($argv) {
  define('REQUIREMENT_OK', 0);
  define('REQUIREMENT_ERROR', 2);
  require $argv[1] . '/brandcheck.install';
  return brandcheck_requirements('runtime')['brandcheck'];
};

$validate = static function () use ($configs, $client, $fields, $entity) {
  $gate = new Gate($configs, $client, $fields);
  $factory = new class($gate) extends ConstraintValidatorFactory {
    public function __construct(private Gate $gate) { parent::__construct(); }
    public function getInstance(Symfony\Component\Validator\Constraint $constraint): Symfony\Component\Validator\ConstraintValidatorInterface {
      return MayPublishConstraintValidator::create(new Container(['brandcheck.gate' => $this->gate]));
    }
  };
  $validator = Validation::createValidatorBuilder()->setConstraintValidatorFactory($factory)->getValidator();
  $found = [];
  foreach ($validator->validate($entity, [new MayPublishConstraint()]) as $violation) {
    $found[] = [$violation->getPropertyPath(), (string) $violation->getMessage()];
  }
  return ['found' => $found, 'told' => \Drupal::$told];
};

$deliver = static function () use ($configs, $client, $fields, $entity, $clock) {
  $queues = new Drupal\Core\Queue\QueueFactory();
  $deliveries = new Deliveries($configs, $client, $fields, $queues, new Uuids(), $clock);
  $deliveries->add($entity);
  $worker = new DeliveryWorker([], 'brandcheck_deliveries', [], $deliveries);
  $says = '';
  try {
    // Cron runs a second time when it was cut off after sending: the message is the same.
    array_map([$worker, 'processItem'], [...$queues->items, ...$queues->items]);
  }
  catch (Drupal\Core\Queue\SuspendQueueException $problem) {
    $says = $problem->getMessage();
  }
  return ['queued' => $queues->items, 'says' => $says];
};

$verdict = static function () use ($configs, $entity, $clock, $given) {
  $verdicts = new Verdicts($configs, new Store(), $clock);
  $controller = VerdictController::create(new Container(['brandcheck.verdicts' => $verdicts]));
  $statuses = [];
  foreach ($given['requests'] as $request) {
    $made = Request::create('/brandcheck/verdicts', 'POST', [], [], [], [], $request['body']);
    $made->headers->add($request['headers']);
    $statuses[] = $controller->take($made)->getStatusCode();
  }
  return ['statuses' => $statuses, 'shown' => $verdicts->says($entity)];
};

$all = ['answers' => $answers, 'report' => $report, 'validate' => $validate, 'deliver' => $deliver, 'verdict' => $verdict];
echo json_encode($all[$given['do']](), JSON_THROW_ON_ERROR);
