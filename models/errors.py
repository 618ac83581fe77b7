"""The one error that is meant for people: a sentence they can act on."""

from __future__ import annotations


class UserError(Exception):
    """A problem the user can act on, as one sentence.

    The text is a template with named values (`UserError("{path} is not a folder", path=p)`), so that the
    window can translate the template and fill in the values afterwards.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)

    def __reduce__(self) -> tuple[object, ...]:
        # The default would call UserError(template, values) and lose the keywords on the way between processes.
        return (_rebuild, (type(self), self.template, self.values))


def _rebuild(kind: type[UserError], template: str, values: dict[str, object]) -> UserError:
    return kind(template, **values)
