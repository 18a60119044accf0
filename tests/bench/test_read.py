import pytest

from claims.bench import read
from claims.bench.load import WrongAnswerError
from tests.bench.test_load import answering


def test_answers_need_full_pages():
    body = b'{"results": []}'
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

    with answering(answer) as port, pytest.raises(WrongAnswerError, match="no 50"):
        read.answers(port, ["/a"])
