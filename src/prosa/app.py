"""The ASGI app around a node: routes, and what goes around all of them."""

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from prosa import health, pages
from prosa.channels.web import connecting
from prosa.channels.web import file_routes as chat_file_routes
from prosa.channels.web import routes as chat_routes
from prosa.console import routes as console_routes
from prosa.console.desk.file_routes import UPLOADS
from prosa.console.desk.file_routes import public as file_routes
from prosa.console.live import connecting as agents_connecting
from prosa.insights import routes as insights_routes
from prosa.integrations import told_routes
from prosa.learning import routes as learning_routes
from prosa.library import routes as library_routes
from prosa.node import Node
from prosa.people import auth_routes, people_routes
from prosa.refusing import LastWord, answer_errors
from prosa.security.body_limit import BodyLimit
from prosa.security.headers import SecurityHeaders
from prosa.settings import Settings


def build_app(settings: Settings) -> FastAPI:
    """The app, with all its routes. It serves once it has been given a node (`serve`)."""
    app = FastAPI(
        title="Prosa",
        summary="Atendimento ao cliente em português: bot, fila, tickets e relatórios.",
        # The pages that FastAPI makes load scripts from elsewhere, which our policy forbids.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        # A path with a slash too many is another path: a redirect would be made of the caller's Host header.
        redirect_slashes=False,
    )
    for router in (
        chat_routes.router,
        chat_file_routes.router,
        connecting.router,
        auth_routes.router,
        people_routes.router,
        console_routes.router,
        file_routes,
        agents_connecting.router,
        insights_routes.router,
        learning_routes.router,
        library_routes.router,
        told_routes.router,
        health.router,
        pages.router,
    ):
        app.include_router(router)
    pages.mount_static(app)
    answer_errors(app)
    # From the inside out.
    app.add_middleware(
        BodyLimit,
        limit=settings.max_body_bytes,
        larger=library_routes.LARGER_BODIES,
        streamed=(*library_routes.STREAMED, *UPLOADS),
    )
    app.add_middleware(LastWord)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=sorted(settings.origins),
            allow_methods=["GET", "POST", "PATCH"],
            allow_headers=["Authorization", "Content-Type", chat_file_routes.CAPTION],
            expose_headers=["Retry-After"],
            max_age=600,
        )
    app.add_middleware(SecurityHeaders)
    return app


def serve(app: FastAPI, node: Node) -> None:
    """Gives the app the node that its routes ask for."""
    app.state.node = node
    app.state.web = node.web
    app.state.people = node.people
    app.state.staff = node.staff
    app.state.console = node.console
    app.state.desk = node.desk
    app.state.live = node.live
    app.state.queue = node.queue
    app.state.insights = node.insights
    app.state.learning = node.learning
    app.state.library = node.library
    app.state.trials = node.trials
    app.state.told = node.told
