"""A real WordPress on loopback: Debian's, with PHP's own server and a MariaDB of its own, in one folder."""

import contextlib
import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

import service

HERE = Path(__file__).parent
DEBIANS = Path("/usr/share/wordpress")
PLUGIN = Path(service.__file__).parent / "hooks/gates/wordpress/brandcheck"
PASSWORD = "learn it between two swimmers"  # noqa: S105 - of a WordPress that only the tests see
PATIENCE = 60.0
"""Seconds for a server to start on a busy machine."""
CONFIGURATION = """<?php
foreach (array('LOGGED_IN', 'AUTH', 'SECURE_AUTH', 'NONCE') as $name) {{
    define($name . '_KEY', $name . ' of a test');
    define($name . '_SALT', $name . ' salt of a test');
}}
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', '{folder}/debug.log');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', '{folder}/wordpress/');
require_once ABSPATH . 'wp-settings.php';
"""
SHOWN = "<?php while (have_posts()) { the_post(); the_content(); }"
"""A theme's one template."""
OURS = """<?php
add_filter('use_block_editor_for_post_type', static fn($uses, $type) => $uses && 'page' !== $type, 10, 2);
add_filter('pre_site_transient_update_core', static fn() => (object) array('updates' => array()));
"""
"""Pages have the classic editor, posts the block editor, and nobody looks for updates."""


@dataclass(frozen=True)
class WordPress:
    """One that runs."""

    url: str
    folder: Path
    token: str
    """With which Brandcheck signs verdicts."""
    changed: set[str] = field(default_factory=set)
    """Names of settings that were changed."""

    def run(self, code: str, given: object = None) -> object:
        """Return what PHP *code*, the body of a function of `$given`, returns within this WordPress."""
        program = f"""
            $_SERVER['HTTP_HOST'] = '{self.url.removeprefix("http://")}';
            $_SERVER['REQUEST_URI'] = '/';
            require '{self.folder}/wordpress/wp-load.php';
            wp_set_current_user(get_user_by('login', 'editor')->ID);
            $given = json_decode(stream_get_contents(STDIN), true);
            echo "\\n", json_encode((static function ($given) {{ {code} }})($given));
        """
        done = subprocess.run(
            [*_php(self.folder), "-r", program],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def set(self, **settings: object) -> None:
        """Change settings of the plugin."""
        self.changed.update(settings)
        self.run(
            "update_option('brandcheck', array_merge(get_option('brandcheck'), $given));"
            "delete_option('brandcheck_trouble');",
            settings,
        )

    @property
    def complaints(self) -> str:
        """Return what PHP has complained of: warnings, notices and what is deprecated in our plugin."""
        log = self.folder / "debug.log"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return "\n".join(line for line in lines if "/plugins/brandcheck/" in line)


@contextlib.contextmanager
def running(folder: Path, options: Mapping[str, object]) -> Iterator[WordPress]:
    """Yield a fresh WordPress in *folder*, with our plugin and its *options*; ends all its processes."""
    subprocess.run([HERE / "install"], check=True, timeout=600)
    place = folder / "wordpress"
    socket_file = folder / "database.sock"
    shutil.copytree(DEBIANS, place, symlinks=False)
    shutil.copytree(PLUGIN, place / "wp-content/plugins/brandcheck")
    _write(place / "wp-config.php", CONFIGURATION.format(folder=folder, socket=socket_file))
    _write(place / "wp-content/mu-plugins/tests.php", OURS)
    _write(place / "wp-content/themes/plain/style.css", "/*\nTheme Name: Plain\n*/")
    _write(place / "wp-content/themes/plain/index.php", SHOWN)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_database(folder, socket_file))
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        token = _set_up(place, url, options)
        command = [*_php(folder), "-d", "max_execution_time=60", "-S", f"127.0.0.1:{port}", "-t", str(place)]
        stack.enter_context(_process(command, folder / "php.log", PHP_CLI_SERVER_WORKERS="4"))
        _await(lambda: httpx2.get(f"{url}/wp-login.php", timeout=20).is_success)
        yield WordPress(url, folder, token)


def _php(folder: Path) -> tuple[str, ...]:
    """Return PHP with what it has compiled kept in *folder*: WordPress starts in a third of the time."""
    kept = folder / "opcache"
    kept.mkdir(exist_ok=True)
    return "php", "-d", "opcache.enable_cli=1", "-d", f"opcache.file_cache={kept}"


def _set_up(place: Path, url: str, options: Mapping[str, object]) -> str:
    wanted = {
        "url": url,
        "password": PASSWORD,
        "options": {
            "siteurl": url,
            "home": url,
            "permalink_structure": "/%postname%/",
            "show_avatars": "0",
            **options,
        },
    }
    done = subprocess.run(
        [*_php(place.parent), HERE / "setup.php", place],
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip().splitlines()[-1]


@contextlib.contextmanager
def _database(folder: Path, socket_file: Path) -> Iterator[None]:
    """Run a MariaDB that only this machine's own processes reach, by a socket."""
    user, kept = f"--user={getpass.getuser()}", f"--datadir={folder / 'database'}"
    made = ["mariadb-install-db", "--no-defaults", kept, user, "--auth-root-authentication-method=normal"]
    subprocess.run([*made, "--skip-test-db"], check=True, capture_output=True, timeout=120)
    command = ["mariadbd", "--no-defaults", kept, user, f"--socket={socket_file}", "--skip-networking"]
    quick = ["--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--skip-log-bin"]
    with _process([*command, *quick], folder / "database.log"):
        ask = ["mariadb", "--no-defaults", f"--socket={socket_file}", "-uroot", "-e"]
        create = [*ask, "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4"]
        _await(lambda: not subprocess.run(create, capture_output=True, check=False, timeout=20).returncode)
        yield


@contextlib.contextmanager
def _process(command: list[str], log: Path, **environment: str) -> Iterator[None]:
    """Run *command*, with all that it starts, until the end."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env=os.environ | environment, start_new_session=True
        )
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def _await(is_there: Callable[[], bool]) -> None:
    """Wait until something *is_there*."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(httpx2.HTTPError):
            if is_there():
                return
        time.sleep(0.05)
    raise RuntimeError("a server does not start; the logs in its folder say why")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
