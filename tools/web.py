"""The web applications: what npm installs, and what Vite builds from the sources."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.places import STATIC, WEB
from tools.steps import Step, call, fingerprint

NO_NPM = (
    "Se for falta de acesso ao registro do npm:"
    " confira a rede, ou a configuração do npm (registry, cafile, proxy)."
)
NOT_SOURCES = {"node_modules", "dist", "coverage"}


def npm_packages_step(env: Mapping[str, str], node: str | None) -> Step:
    """`web/node_modules` with exactly what `package-lock.json` says. `node` is the version of Node."""
    modules = WEB / "node_modules"
    packages = [path for path in _sources() if path.name in {"package.json", "package-lock.json", ".npmrc"}]

    def work() -> None:
        call(["npm", "ci", "--no-progress"], cwd=WEB, log="npm", env=env, hint=NO_NPM)

    return Step(
        "npm",
        "Dependências web",
        fingerprint(str(node), files=packages),
        (modules / ".package-lock.json",),
        work,
    )


def build_step(env: Mapping[str, str], node: str | None) -> Step:
    """The built applications in `src/prosa/static`."""

    def work() -> None:
        shutil.rmtree(STATIC, ignore_errors=True)
        call(["npm", "run", "build"], cwd=WEB, log="web", env=env)

    return Step("web", "Aplicações web", fingerprint(str(node), files=_sources()), (STATIC,), work)


def _sources() -> Iterator[Path]:
    for folder, folders, files in os.walk(WEB):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        yield from (Path(folder, name) for name in files)
