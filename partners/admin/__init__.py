from partners.admin import contacts, directory, history, libraries, mail, users

__all__ = ["contacts", "directory", "history", "libraries", "mail", "users"]
