"""What the pages say of each system: its name, what it sends, which of a hook's fields it has, and why."""

from typing import NamedTuple

from service.nouns.hooks import System


class OptionField(NamedTuple):
    """A field of the form for what only its system knows."""

    name: str
    """The option, as the connector reads it."""
    word: str
    hint: str
    placeholder: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Values and their words, where only these are good; the first is what holds where nothing is chosen."""


class About(NamedTuple):
    """One system."""

    word: str
    """As its maker writes it."""
    sends: str
    """What is checked, and when, in a sentence."""
    signing: str
    """Where the signing secret goes, or comes from."""
    is_secret_theirs: bool = False
    """Whether the system makes the secret, so that it is pasted here."""
    access: str = ""
    """What the token is, and what it is needed for; empty where none is used."""
    needs_token: bool = False
    """Whether nothing can be checked without it."""
    writes: str = ""
    """What is written back, in words that go on from “Brandcheck”; empty where nothing can be."""
    has_locales: bool = True
    """Whether it has content in several languages."""
    events: str = ""
    """Events that may be named, as an example; the hint says what holds without."""
    path: str = "/body"
    """A path into its content, as an example."""
    options: tuple[OptionField, ...] = ()
    sender: str = ""
    """What it is called in sentences, where that is not its name."""

    @property
    def who(self) -> str:
        """Return what it is called in sentences."""
        return self.sender or self.word


CALLBACK = OptionField(
    "callback",
    "Address for the verdict",
    "The verdict is sent to it, signed by Standard Webhooks with the token.",
    "https://cms.example.com/brandcheck",
)

ABOUT: dict[System, About] = {
    System.CONTENTFUL: About(
        "Contentful",
        "Entries are checked when they are published, each language by itself.",
        "Contentful makes one for all webhooks of a space (Settings → Webhooks → Settings), shown once; "
        "its API takes ours too.",
        access="A content management token (CMA), with which the task or the tag is written.",
        writes="opens a task on the entry while errors stand, or sets a tag where the plan has no tasks",
        events="Entry.publish, Entry.save",
        path="/fields/body",
        options=(
            OptionField("space", "Space", "Only where the delivery does not name it.", "yadj1kx9rmg0"),
            OptionField("environment", "Environment", "Only where the delivery does not name it.", "master"),
            OptionField("host", "Management API", "Another one for spaces in Europe.", "api.contentful.com"),
            OptionField(
                "assignee",
                "Who gets the task",
                "User: or Team: and the id; where empty, whoever changed the entry last.",
                "Team:3gQk8wYd…",
            ),
            OptionField(
                "way",
                "What is written",
                "On plans that have them, an open task keeps an entry from being published.",
                choices=(("", "a task, or a tag where there are none"), ("task", "a task"), ("tag", "a tag")),
            ),
        ),
    ),
    System.DRUPAL: About(
        "Drupal",
        "Pages and other entities are checked when they are published, each translation by itself.",
        "It goes into our module: Configuration → Content authoring → Brandcheck.",
        access="Anything long and random; our module verifies with it that a verdict is Brandcheck’s.",
        writes="tells our module, which shows the verdict with the page",
        path="/body/0/value",
        options=(CALLBACK._replace(placeholder="https://www.example.com/brandcheck/verdicts"),),
    ),
    System.HUBSPOT: About(
        "HubSpot",
        "Tickets, deals, products, notes and what is written to customers; HubSpot tells of no pages.",
        "The client secret of your app, from its page Auth. HubSpot signs with it, so paste it here.",
        is_secret_theirs=True,
        access="Your private app’s access token: HubSpot sends ids only, and the rest is fetched with it.",
        needs_token=True,
        writes="puts the verdict into a property of the record, or a note beside it",
        has_locales=False,
        events="ticket.creation, ticket.propertyChange",
        path="/properties/content",
        options=(
            OptionField(
                "property",
                "Property for the verdict",
                "A text property’s internal name; a note where empty.",
                "brandcheck",
            ),
            OptionField(
                "properties",
                "More properties to fetch",
                "Internal names with commas between.",
                "custom_reply",
            ),
        ),
    ),
    System.SANITY: About(
        "Sanity",
        "Documents are checked when they are published.",
        "It goes into the field Secret of the webhook: sanity.io/manage → API → Webhooks.",
        access="A robot token with the role Editor: sanity.io/manage → API → Tokens.",
        writes="writes a document beside the one that was checked, which the Studio part shows",
        has_locales=False,
        path="/body",
        options=(
            OptionField("project", "Project", "Its id; needed to write and to fetch.", "zp7mbokg"),
            OptionField("dataset", "Dataset", "Needed to write and to fetch.", "production"),
        ),
    ),
    System.STORYBLOK: About(
        "Storyblok",
        "Stories are fetched and checked when they are published.",
        "It goes into the webhook’s field Secret: Settings → Webhooks.",
        access="A personal access token: stories are fetched and stages are changed with it.",
        needs_token=True,
        writes="moves the story to a workflow stage",
        path="/story/content/body",
        options=(
            OptionField(
                "region",
                "Region of the space",
                "Where it was made.",
                choices=(
                    ("", "European Union"),
                    ("us", "United States"),
                    ("ca", "Canada"),
                    ("ap", "Australia"),
                    ("cn", "China"),
                ),
            ),
            OptionField(
                "api",
                "What fetches stories",
                "The delivery API takes a public token and can’t write.",
                choices=(("", "management API"), ("delivery", "delivery API")),
            ),
            OptionField("stage_passed", "Stage when it passes", "The id of a workflow stage.", "41029"),
            OptionField("stage_failed", "Stage when it fails", "The id of a workflow stage.", "41030"),
            OptionField(
                "site", "Address of the site", "Full slugs are put behind it.", "https://www.example.com"
            ),
        ),
    ),
    System.STRAPI: About(
        "Strapi",
        "Entries are checked when they are published, each language by itself.",
        "It goes into our plug-in, which signs with it; without the plug-in, into a header of the webhook: "
        "Authorization, with Bearer and the secret.",
        access="With our plug-in, anything long and random, with which verdicts are signed; "
        "without it, an API token that may change entries.",
        writes="tells our plug-in, which keeps the verdict with the entry, or fills a field of the draft",
        events="entry.publish, entry.update",
        path="/body",
        options=(
            CALLBACK._replace(
                hint="Where our plug-in takes it.",
                placeholder="https://cms.example.com/api/brandcheck/verdicts",
            ),
            OptionField("field", "Field for the verdict", "Without the plug-in: a JSON field.", "brandcheck"),
            OptionField("url", "Address of its API", "Without the plug-in.", "https://cms.example.com/api"),
            OptionField(
                "page",
                "Address of a published page",
                "With names of fields in braces; shown in reports.",
                "https://www.example.com/blog/{slug}",
            ),
        ),
    ),
    System.WEBFLOW: About(
        "Webflow",
        "Items of collections are checked when they are published.",
        "The secretKey that Webflow’s API answers when it makes the webhook, or your app’s client secret. "
        "Webhooks made in the dashboard are not signed, and so are refused.",
        is_secret_theirs=True,
        access="A token with cms:write for the field; for an address, anything long and random.",
        writes="fills a field of the item, or sends the verdict to an address",
        path="/fieldData/post-body",
        options=(
            OptionField("field", "Field for the verdict", "The slug of a plain-text field.", "brandcheck"),
            CALLBACK._replace(hint="Where no field is named; signed with the token."),
            OptionField(
                "site", "Address of the site", "Slugs are put behind it.", "https://www.example.com/blog"
            ),
        ),
    ),
    System.WORDPRESS: About(
        "WordPress",
        "Posts and pages are checked when they go public, and when their public words change.",
        "It goes into our plug-in: Settings → Brandcheck.",
        access="The token that our plug-in shows under Settings → Brandcheck; verdicts are signed with it.",
        writes="tells our plug-in, which shows the verdict in the list of posts",
        has_locales=False,
        events="post.published, post.updated",
        path="/content",
        options=(
            CALLBACK._replace(
                hint="Where our plug-in takes it; it stands beside the token.",
                placeholder="https://www.example.com/wp-json/brandcheck/v1/verdicts",
            ),
        ),
    ),
    System.GENERIC: About(
        "Anything else",
        "Whatever can send JSON and sign it: a script, a build, a system that is not listed.",
        "Your program signs with it. One that begins with whsec_ is base64 after that.",
        access="Anything long and random; the verdict that is sent to your address is signed with it.",
        writes="sends the verdict to an address of yours, signed",
        events="published, updated",
        sender="your program",
        options=(
            CALLBACK,
            OptionField("document", "Path to the document’s name", "The same for all its versions.", "/id"),
            OptionField(
                "content", "Path to the content", "Where the fields are; else the whole body.", "/page"
            ),
            OptionField("event", "Path to the event’s name", "Where it says what happened.", "/type"),
            OptionField(
                "id", "Path to the delivery’s id", "Else webhook-id, or a digest of the body.", "/delivery"
            ),
            OptionField(
                "version", "Path to the version", "Sorts after earlier ones: a time or a number.", "/updated"
            ),
            OptionField(
                "title",
                "Path to the title",
                "Else the text of the field that is the headline.",
                "/page/title",
            ),
            OptionField("url", "Path to the page’s address", "Shown in reports.", "/page/url"),
            OptionField("locale", "Path to the language", "Such as en-GB.", "/page/language"),
        ),
    ),
}
"""All systems, as people are shown them."""
