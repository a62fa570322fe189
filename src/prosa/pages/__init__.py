"""The pages a node serves besides its APIs: the sample shop, its articles and pictures, and the widget."""

from prosa.pages.errors import error_page
from prosa.pages.routes import router
from prosa.pages.static import mount_static

__all__ = ["error_page", "mount_static", "router"]
