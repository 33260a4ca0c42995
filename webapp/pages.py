"""Pages for a browser: landing, the Mini App's shell, documents, the API reference, errors."""

from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import jinja2
import orjson
from aiohttp import hdrs, web
from babel import Locale

from domain.shared.money import SYMBOLS
from locales import documents
from locales.speech import Speech
from webapp.deps import WebDeps
from webapp.forms import time_text
from webapp.openapi import ApiDocument
from webapp.policy import PageKind, page_headers
from webapp.reference import groups_of, schema_texts
from webapp.speaking import asked_language
from webapp.static_files import StaticFiles
from webapp.ton import connect as ton_connect

TEMPLATES: Final = Path(__file__).parent / "templates"
BROWSER_WORDS: Final = "app"
"""The area whose words the browser reads itself."""
AREA_WORDS: Final = ("games", "gifts", "partner", "ton")
"""Areas whose words it reads with the first screen that needs them."""
_MACHINES: Final = ("/api/", "/static/", "/bot/")


class Pages:
    """All pages. Everything in them is escaped unless a template says otherwise."""

    def __init__(self, deps: WebDeps, document: ApiDocument) -> None:
        self._deps = deps
        self._document = document
        self._env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._headers = {kind: page_headers(deps.settings, kind) for kind in PageKind}

    @cached_property
    def static(self) -> StaticFiles:
        """Read when the first page or file is asked for."""
        words = self._deps.words
        made = {
            f"words/{language}.ftl": words.sources(language, BROWSER_WORDS).encode()
            for language in words.languages
        }
        for area in AREA_WORDS:
            for language in words.languages:
                text = words.sources(language, f"{BROWSER_WORDS}_{area}")
                made[f"words/{language}.{area}.ftl"] = text.encode()
        return StaticFiles(made, base=self._deps.settings.static_url)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.landing),
            web.get("/app", self.shell),
            web.get("/login", self.shell),
            web.get("/terms", self.terms),
            web.get("/privacy", self.privacy),
            web.get("/docs", self.reference),
            web.get("/static/{path:.+}", self.static_file),
            web.get(ton_connect.MANIFEST, self.manifest),
            web.get(ton_connect.LIST, self.wallets),
        ]

    async def landing(self, request: web.Request) -> web.Response:
        return self.page(request, "landing.html", widget=self._deps.settings.widget_script)

    async def shell(self, request: web.Request) -> web.Response:
        """The Mini App; `/login` is where the Login Widget leads to."""
        return self.page(request, "app.html", kind=PageKind.FRAMED)

    async def terms(self, request: web.Request) -> web.Response:
        return self._document_page(request, documents.TERMS)

    async def privacy(self, request: web.Request) -> web.Response:
        return self._document_page(request, documents.PRIVACY)

    async def reference(self, request: web.Request) -> web.Response:
        """The API, from its OpenAPI document."""
        document = self._document.tree
        groups, schemas = groups_of(document), schema_texts(document)
        return self.page(request, "reference.html", groups=groups, schemas=schemas)

    async def manifest(self, _request: web.Request) -> web.Response:
        """For wallets, which read it from pages of their own."""
        icon = self.static.address(ton_connect.ICON)
        return _for_anybody(ton_connect.manifest(self._deps.settings, icon))

    async def wallets(self, _request: web.Request) -> web.Response:
        icon = self.static.address(ton_connect.ICON)
        return _for_anybody(ton_connect.wallets(self._deps.settings, icon))

    async def static_file(self, request: web.Request) -> web.Response:
        return await self.static.serve(request)

    def error(self, request: web.Request, answer: web.Response) -> web.Response:
        """The same refusal as a page, for somebody who asked for one."""
        wants_page = "text/html" in request.headers.get(hdrs.ACCEPT, "")
        if not wants_page or request.path.startswith(_MACHINES):
            return answer
        assert isinstance(answer.body, bytes), "errors are made of bytes"
        error = orjson.loads(answer.body)["error"]
        page = self.page(
            request,
            "error.html",
            code=error["code"],
            text=error["text"],
            title=error["text"],
            status=answer.status,
        )
        page.set_status(answer.status)
        for name in (hdrs.ALLOW, hdrs.RETRY_AFTER, hdrs.WWW_AUTHENTICATE):
            if name in answer.headers:
                page.headers[name] = answer.headers[name]
        return page

    def _document_page(self, request: web.Request, name: str) -> web.Response:
        document = documents.read(self.language(request), name)
        return self.page(
            request,
            "document.html",
            title=document.title,
            points=document.points,
            document=documents.fingerprint(name),
            name=name,
        )

    def page(
        self,
        request: web.Request,
        template: str,
        *,
        kind: PageKind = PageKind.PLAIN,
        **more: object,
    ) -> web.Response:
        language = self.language(request)
        speech = Speech(self._deps.words, language)
        settings = self._deps.settings
        text = self._env.get_template(template).render(
            language=language,
            languages=self._deps.words.languages,
            say=speech.say,
            in_language=partial(_in_language, request),
            static=self.static.address,
            bot=settings.bot_username,
            open_link=settings.open_link,
            sandbox=settings.sandbox,
            config=self.config(language),
            **more,
        )
        return web.Response(
            body=text.encode(),
            content_type="text/html",
            charset="utf-8",
            headers={**self._headers[kind], "Content-Language": language},
        )

    def config(self, language: str) -> Mapping[str, object]:
        """What the browser's side must know before its first request."""
        settings, offer = self._deps.settings, self._deps.topups.offer()
        return {
            "version": settings.version,
            "bot": settings.bot_username,
            "api": "/api/v1",
            "live": "/api/v1/live",
            "telegram": settings.telegram_script,
            "widget": settings.widget_script,
            "open_link": settings.open_link,
            "sandbox": settings.sandbox,
            "now": time_text(self._deps.clock.now()),
            "language": language,
            "languages": [self._language_entry(code) for code in self._deps.words.languages],
            "presets": [preset.text for preset in offer.presets],
            "topup": {"least": offer.least.text, "most": offer.most.text},
            "ton": self._ton(),
        }

    def _ton(self) -> Mapping[str, object] | None:
        """What goes over the chain; nothing where none is set up."""
        services = self._deps.ton
        if services is None:
            return None
        assets = [
            {"asset": code, "symbol": SYMBOLS.get(code, code), "decimals": asset.scale}
            for code, asset in services.assets.items()
        ]
        return {"network": self._deps.settings.network, "assets": assets}

    def _language_entry(self, code: str) -> Mapping[str, str]:
        name = Locale.parse(code).get_display_name(code) or code
        words = self.static.address(f"words/{code}.ftl")
        return {"code": code, "name": name.capitalize(), "words": words}

    def language(self, request: web.Request) -> str:
        """`?lang=`, else what the browser asks for."""
        wanted = request.query.get("lang")
        words = self._deps.words
        return words.nearest(wanted) if wanted else asked_language(request, words)


def _in_language(request: web.Request, language: str) -> str:
    """The same page in another language."""
    kept = [(name, value) for name, value in request.query.items() if name != "lang"]
    return f"?{urlencode([*kept, ('lang', language)])}"


def _for_anybody(form: object) -> web.Response:
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
    return web.Response(body=orjson.dumps(form), content_type="application/json", headers=headers)
