from partners.admin import directory, history, libraries, mail, users

__all__ = ["directory", "history", "libraries", "mail", "users"]
