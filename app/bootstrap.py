"""The composition root: everything is built here once and handed on by keyword. No Qt."""

import locale
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from babel.localtime import get_localzone

from app.core import i18n, log, paths
from app.core.chat.care import Place
from app.core.chat.power import Power
from app.core.errors import UserFacingError
from app.core.hardening import refuse_core_dumps
from app.core.inference import snapshots
from app.core.inference.engine import Engine
from app.core.inference.library import Library
from app.core.inference.process import ProcessEngine
from app.core.journal import self_test as journal_test
from app.core.journal.store import Journal
from app.core.packs.downloads import PackDownloads
from app.core.packs.shelf import PackShelf
from app.core.paths import DataHome
from app.core.prompts.styles import OWN, Styles, style_names
from app.core.safety.boundaries import Pauses
from app.core.safety.helplines import Helplines, guess_region
from app.core.safety.triage import Triage
from app.core.settings.store import SettingsStore
from app.core.vault import self_test as vault_test
from app.core.vault.keyring import Keyring
from app.core.vault.keys import Subkeys
from app.core.vault.profiles import NewProfile, OpenVault, Profile, Profiles
from app.core.weights.catalogue import Catalogue
from app.core.weights.download_queue import DownloadQueue
from app.core.weights.downloads import Downloads
from app.core.weights.gguf_header import read_header
from app.core.weights.hardware import Compute, Gpu, features_in
from app.core.weights.installed import Installed, InstalledWeights
from app.core.weights.licences import Licences
from app.core.weights.looks import Looks
from app.core.weights.offers import Offers
from app.core.weights.own_entries import OwnEntries
from app.core.weights.pins import Pins
from app.core.weights.records import Records
from app.core.weights.shelf import Shelf


@dataclass(frozen=True)
class Program:
    """What exists before anybody unlocks anything."""

    home: DataHome
    settings: SettingsStore
    profiles: Profiles
    helplines: Helplines
    triage: Triage
    catalogue: Catalogue
    weights: Installed
    shelf: Shelf
    own_entries: OwnEntries
    offers: Offers
    licences: Licences
    compute: Callable[[], Compute]
    downloads: Downloads
    queue: DownloadQueue
    packs: PackShelf
    pack_downloads: PackDownloads
    pack_queue: DownloadQueue
    keyring: Keyring
    power: Power
    new_engine: Callable[[], Engine]

    def place(self) -> Place:
        """Where and how the person reads, by their settings or else by the system's."""
        region = self.settings.text("region")
        if region == "auto":
            region = guess_region(_locale_name() or i18n.language(), _time_zone())
        return Place(i18n.language(), region)

    def may_read_ahead(self) -> bool:
        """Whether the engine may read what nobody asked for yet."""
        return self.settings.flag("read_ahead") and self.power.enough()

    def may_condense(self) -> bool:
        """Whether the weights may write down what no longer fits."""
        return self.settings.flag("condense") and self.power.enough()

    def pauses(self) -> Pauses:
        """When the person wants to be reminded of a pause."""
        late = self.settings.text("late_from")
        return Pauses(
            timedelta(minutes=self.settings.number("pause_after_minutes")),
            None if late == "never" else int(late),
        )

    def default_profile(self, name: str | None = None) -> Profile:
        """The profile named, else the only one, else the one used last.

        Raises:
            UserFacingError: ``profile_not_found``, ``no_profile`` or ``profile_unclear``.
        """
        if name is not None:
            return self.profiles.find(name)
        profiles = self.profiles.all()
        if not profiles:
            raise UserFacingError("no_profile")
        last = self.settings.text("last_profile")
        used = [profile for profile in profiles if profile.id == last]
        if len(profiles) > 1 and not used:
            raise UserFacingError("profile_unclear")
        return (used or profiles)[0]


def _time_zone() -> str:
    """The system's time zone, such as "Asia/Shanghai"; empty where nothing tells it."""
    try:
        return str(getattr(get_localzone(), "key", ""))
    except LookupError:
        return ""


def _locale_name() -> str:
    """The locale of the system, such as ``zh_CN``; empty where none was chosen.

    ``locale.getlocale`` calls the locale "C.UTF-8" of a computer without one ``en_US``.
    """
    chosen = locale.setlocale(locale.LC_CTYPE).partition(".")[0]
    return "" if chosen in {"C", "POSIX"} else locale.getlocale()[0] or ""


def start(
    home: Path | None = None,
    new_engine: Callable[[], Engine] | None = None,
    power: Power | None = None,
) -> Program:
    """Make the data home ready and build what needs no key.

    Args:
        home: the data home, else ``SOULCHAT_HOME``, else the system's place.
        new_engine: makes an engine that is not started yet; else a worker process does, with the
            engine pack that is in use.
        power: knows the battery; else the system is asked.

    Raises:
        UserFacingError: ``data_home_unwritable``, ``settings_unreadable``,
            ``settings_newer``, ``self_test_failed``.
    """
    refuse_core_dumps()
    place = paths.data_home(home)
    place.prepare()
    log.write_to(place.logs)
    settings = SettingsStore(place.settings_file)
    speak(settings)
    vault_test.check()
    journal_test.check()
    keyring = Keyring()
    catalogue = Catalogue(paths.catalogue(), place.entries)
    records = Records(place.records)
    weights = Installed(place.weights, catalogue, records)
    own = OwnEntries(place.entries, catalogue)
    looks = Looks(place.weights / "headers.toml")
    downloads = Downloads(
        place.weights,
        catalogue=catalogue,
        records=records,
        own=own,
        pins=Pins(place.weights / "pins.toml"),
        looks=looks,
        mirror=lambda: _mirror(settings),
    )
    helplines = Helplines(paths.resources() / "safety")
    packs = PackShelf(place.packs, paths.resources() / "packs.toml")
    pack_downloads = PackDownloads(packs, lambda: _smallest(weights))
    library = Library(lambda: _pack_in_use(packs, settings), packs.give_up)
    make_engine = new_engine or (lambda: ProcessEngine(library=library))
    seen = cache(lambda _pack: _compute(make_engine))

    def compute() -> Compute:
        found = seen(library.folder())
        return replace(found, gpus=()) if settings.text("gpu") == "off" else found

    return Program(
        home=place,
        settings=settings,
        profiles=Profiles(place.profiles, keyring=keyring),
        helplines=helplines,
        triage=Triage(paths.resources() / "safety", helplines),
        catalogue=catalogue,
        weights=weights,
        own_entries=own,
        offers=Offers(
            place.weights,
            catalogue,
            weights,
            records,
            looks=looks,
            compute=compute,
            kv_type=lambda: settings.text("kv_type"),
            flash_attention=lambda: settings.text("flash_attention"),
        ),
        licences=Licences(place.weights / "licences.toml"),
        compute=compute,
        downloads=downloads,
        queue=DownloadQueue(place.weights / "queue.toml", downloads),
        shelf=Shelf(place.weights, catalogue, records),
        packs=packs,
        pack_downloads=pack_downloads,
        pack_queue=DownloadQueue(place.packs / "queue.toml", pack_downloads),
        keyring=keyring,
        power=power or Power(),
        new_engine=make_engine,
    )


def _smallest(weights: Installed) -> Path | None:
    """What an engine pack is tried with: it has to load fast, and to fit."""
    here = [each for each in weights.all() if each.size]
    return min(here, key=lambda each: each.size).path if here else None


def _pack_in_use(packs: PackShelf, settings: SettingsStore) -> Path | None:
    """The engine pack; none for graphics cards where the person wants none of them."""
    folder = packs.in_use()
    if folder and settings.text("gpu") == "off" and packs.backend() != "cpu":
        return None
    return folder


def _compute(new_engine: Callable[[], Engine]) -> Compute:
    """What the engine sees of this computer, asked in a process of its own."""
    try:
        with closing(new_engine()) as engine:
            seen = engine.describe()
    except UserFacingError:
        return Compute()
    gpus = tuple(
        Gpu(
            device.description or device.name,
            device.memory_free,
            device.memory_total,
            shared=device.kind == "integrated",
        )
        for device in seen.devices
        if device.kind in ("gpu", "integrated")
    )
    return Compute(features_in(seen.features), gpus)


def _mirror(settings: SettingsStore) -> str:
    """The hub that the settings choose, as ``download_hub.hub`` takes it."""
    chosen = settings.text("download_from")
    address = settings.text("mirror") or "https://"  # refused, rather than another hub asked
    return {"hub": "", "mirror": address}.get(chosen, chosen)


def speak(settings: SettingsStore) -> None:
    """Use the language of the settings, or the system's."""
    chosen = settings.text("language")
    i18n.use(i18n.system_language() if chosen == "auto" else chosen, paths.translations())


def create_profile(
    program: Program, name: str, passphrase: str, *, private: bool = False
) -> NewProfile:
    """A new profile with an empty journal, both there wholly or not at all.

    Args:
        private: seal the name.
    """
    return program.profiles.create(name, passphrase, furnish, private=private)


def furnish(folder: Path, subkey: Subkeys) -> None:
    """Put what every new profile has into its folder: an empty journal."""
    Journal.create(folder, subkey)


def examine_weights(program: Program, file: Path) -> InstalledWeights:
    """A file as weights, with its header checked; only loading it shows whether it is whole.

    Raises:
        UserFacingError: ``weights_not_found``, or what ``read_header`` raises.
    """
    found = program.weights.find(str(file))
    read_header(found.path)
    return found


def open_journal(program: Program, vault: OpenVault, *, accept_loss: bool = False) -> Journal:
    """The journal of an unlocked profile, which from now on is the one used last.

    Args:
        accept_loss: see ``Journal.open``.

    Raises:
        UserFacingError: what ``Journal.open`` raises; the vault is closed then.
    """
    try:
        journal = Journal.open(
            vault.profile.folder,
            vault.subkey,
            witness=vault,
            accept_loss=accept_loss,
            forget=lambda conversation: _forget_snapshots(vault, conversation),
        )
    except UserFacingError:
        vault.close()
        raise
    with suppress(UserFacingError):  # a full disk must not keep anybody from reading
        program.settings.set("last_profile", vault.profile.id)
    return journal


def _forget_snapshots(vault: OpenVault, conversation: str | None) -> None:
    if conversation is None:
        snapshots.forget_all(snapshots_of(vault))
    else:
        snapshots.forget(snapshots_of(vault), conversation)


def knows_style(name: str) -> bool:
    """Whether a conversation can be answered so: what comes in from elsewhere is asked first."""
    try:
        styles().read(name) if name.startswith(OWN) else None
    except ValueError:
        return False
    return name.startswith(OWN) or name in style_names(paths.resources() / "prompts")


def snapshots_of(vault: OpenVault) -> Path:
    """The folder of the engine's snapshots."""
    return vault.profile.folder / "snapshots"


def styles() -> Styles:
    """How the weights may listen."""
    return Styles(paths.resources() / "prompts")
