# Two stages: the virtual environment is built with its tools and carried over without them.
FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock
COPY bot bot
COPY adapters adapters
COPY core core
RUN /venv/bin/python -m compileall -q /venv/lib bot adapters core

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin imabot && mkdir /data && chown imabot /data
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER imabot
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA_DIR=/data HTTP_HOST=0.0.0.0 HTTP_PORT=8090
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import http.client as h, os; c = h.HTTPConnection('127.0.0.1', int(os.environ['HTTP_PORT']), timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["serve"]
