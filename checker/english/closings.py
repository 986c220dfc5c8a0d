"""How replies close: what happens next, when, and who signs."""

import re

NEXT = re.compile(
    r"\b(?:i|we|he|she|they|you|it|that|this|\w+)(?:[’']ll| will| can expect| should)\b|\b(?:is|are|am|[’']s|[’']re|[’']m) (?:\w+ )?going to\b"
    r"|\b(?:has|have|[’']ve) asked\b|\bonce\b.*\b(?:will|[’']ll)\b|\bpays on\b|\bcomes? (?:on|by)\b|\b(?:is|are) (?:due|booked|set|on (?:its|their|the) way)\b|\b(?:goes|go|leaves?|ships?|arrives?|starts?|ends?|closes|opens|lands?|takes effect|happens)\b|\bnext\b|\bplease\b",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening|week|month)|next (?:\w+day|week|month|working day|business day|run)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)|noon|midday|end of (?:the )?(?:day|week|month)|within (?:\w+ ){1,3}(?:minutes?|hours?|days?|weeks?)"
    r"|in (?:\w+ ){1,3}(?:minutes?|hours?|days?|weeks?)|by (?:the )?(?:\d{1,2}|end|close|noon|lunch)|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december) \d|straight ?away|right away|now|(?:\w+ )?(?:working|business) days?|\d+ hours?|(?:five|ten|fifteen|twenty|\d+) minutes)\b",
    re.IGNORECASE,
)
NAME_LINE = re.compile(r"^\W*[A-Z][a-zà-ÿ’'-]+(?: [A-Z][\w’'.-]*){0,3}(?:(?:,| [-–—|(]).{0,60})?$")
