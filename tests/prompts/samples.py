"""What each prompt is rendered with once, so that a change of its words is a readable difference."""

GUIDELINE = {"id": "one-price", "kind": "fact", "role": "", "text": "A kettle costs £40. No discounts."}
MESSAGE = {"id": "calm", "kind": "message", "role": "lead", "text": "Lead with a quiet kitchen."}

SAMPLES: dict[str, dict[str, object]] = {
    "judge": {
        "brand": "Kettlewick",
        "guidelines": [
            {**MESSAGE, "notes": ["kept: “Tea, and not a sound.”", "broken: “The cheapest tea.”"]},
            {**GUIDELINE, "notes": []},
        ],
        "is_part": True,
        "about": "team sales, channel deck",
        "lines": [
            "(before) Slide one.",
            "[1 title, slide 2] Tea for less",
            "[2] Ten pounds off, today only.",
        ],
        "suspicions": [
            {"id": "S1", "passage": 2, "guideline": "one-price", "quote": "Ten pounds off"},
        ],
    },
    "kit_compile": {
        "brand": "Kettlewick",
        "places": "campaign, sales or support",
        "guidelines": [{**MESSAGE, "applies_to": "campaign"}, {**GUIDELINE, "applies_to": ""}],
        "guide": "# Kettlewick\n\nLead with a quiet kitchen.",
        "wanted": "calm, one-price",
        "budget": "800",
    },
    "kit_drafts": {
        "brand": "Kettlewick",
        "count": "24",
        "teams": "campaign, sales or support",
        "kinds": "email, deck or reply",
        "guidelines": [{**MESSAGE, "applies_to": "campaign"}, {**GUIDELINE, "applies_to": ""}],
        "guide": "# Kettlewick\n\nLead with a quiet kitchen.",
    },
    "kit_import": {
        "themes": [{"id": "ease-of-use", "definition": "It is simple to operate."}],
        "channels": ["deck", "email"],
        "is_part": True,
        "lines": ["[1] # What we lead with", "[2] A quiet kitchen, always.", "[3] boiler | kettle"],
    },
    "kit_lint": {
        "brand": "Kettlewick",
        "is_part": True,
        "lines": ["calm (message, lead): Lead with a quiet kitchen.", "  not “boiler” but “kettle”"],
    },
    "rewrite": {
        "brand": "Kettlewick",
        "guidelines": ["one-price (fact): A kettle costs £40. No discounts."],
        "is_part": True,
        "about": "team sales",
        "lines": ["[1 title] Tea for less", "[2] Ten pounds off, today only."],
        "findings": [
            {
                "name": "F1",
                "passage": 2,
                "guideline": "one-price",
                "quote": "Ten pounds off",
                "explanation": "This is an offer off the price.",
                "suggestion": "A kettle costs £40",
            },
            {
                "name": "F2",
                "passage": "missing",
                "guideline": "sign",
                "quote": "",
                "explanation": "Missing: a signature.",
                "suggestion": "",
            },
        ],
    },
}
"""By the name of the prompt: variables that reach every branch of it."""
