"""Words that a person never reads, whoever says them; used on the catalogues and on every message of a test."""

import re

# The specification's "never say" list, and what else only programmers say.
NEVER_SAID = re.compile(
    r"\bscripts?\b|脚本|automation|自动化|接口|轮询|\bpoll|解析参数|attribute|model_version|form_config|form field"
    r"|\bAPI\b|HTTP|JSON|timeout|timed out|exception|traceback|null|None\b|error \d|status code|\b[45]\d\d\b(?! (?:pts|points|积分)\b)|6006|6009|6010"
    r"|workflow|database|服务器(?!管理员)|调用|请求失败",
    re.IGNORECASE,
)

# The specification's own sentence for a refused key.
_EXEMPT = re.compile(r"API密钥无效或未授权|API key is invalid or unauthorized|Generate API Key")
_ADDRESS = re.compile(r"https?://\S+")


def technical_words(text: str) -> list[str]:
    """The technical words in a rendered message; addresses and the specification's own words are exempt."""
    plain = _EXEMPT.sub("", _ADDRESS.sub("", text))
    return [found.group() for found in NEVER_SAID.finditer(plain)]
