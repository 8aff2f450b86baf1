"""The scopes that the app needs in a workspace, and what for; deploy/slack/ asks for exactly these."""

BOT_SCOPES = {
    "app_mentions:read": "receive mentions in channels",
    "assistant:write": "suggest questions to begin with",
    "chat:write": "answer",
    "commands": "offer /career",
    "links:read": "see links to pages of occupations",
    "links:write": "show what these pages say",
    "im:history": "receive direct messages, and find an answer whose receipt was lost",
}
APP_SCOPES = {"connections:write": "connect by Socket Mode"}
# The scope that each method of the Web API needs.
OF_METHODS = {
    "auth_test": None,
    "chat_postMessage": "chat:write",
    "chat_postEphemeral": "chat:write",
    "chat_update": "chat:write",
    "conversations_history": "im:history",
    "conversations_replies": "im:history",
    "assistant_threads_setSuggestedPrompts": "assistant:write",
    "chat_unfurl": "links:write",
    "views_publish": None,
    "apps_connections_open": "connections:write",
}
OF_EVENTS = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "link_shared": "links:read",
    "app_home_opened": None,
}
