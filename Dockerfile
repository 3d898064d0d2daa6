# Stage one builds wheels, so that compilers and caches stay out of the image that runs.
FROM python:3.12-slim-bookworm AS wheels

WORKDIR /build
COPY requirements.txt .
RUN pip wheel --no-cache-dir --wheel-dir /wheels --requirement requirements.txt


FROM python:3.12-slim-bookworm

# One system package, which reads .doc, .wps, .rtf and .odt files; build with --build-arg LIBREOFFICE= to do without (the
# image is then a third of a gigabyte smaller). All else comes as wheels, and Python asks after the server's health.
ARG LIBREOFFICE=libreoffice-writer-nogui
RUN if [ -n "$LIBREOFFICE" ]; then \
        apt-get update && apt-get install -y --no-install-recommends "$LIBREOFFICE" && rm -rf /var/lib/apt/lists/*; \
    fi

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    KUAIBAO_DATA=/data \
    STATIC_ROOT=/app/staticfiles

WORKDIR /app
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels /wheels/*.whl

# A user without a name anywhere else, and the one folder that it may write to.
RUN useradd --system --no-create-home --shell /usr/sbin/nologin kuaibao \
    && install --directory --owner kuaibao --mode 700 /data

COPY . .
# With a key for this one command: nothing of it gets into the files.
RUN SECRET_KEY=only-while-the-image-is-being-built-0123456789 python manage.py collectstatic --no-input

USER kuaibao
VOLUME /data
EXPOSE 8000

# /healthz asks the database, too.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "scripts/healthcheck.py"]

CMD ["gunicorn", "kuaibao.wsgi"]
