"""Ranks products for one visitor."""
import os

from fastapi import FastAPI

app = FastAPI()
models = os.environ.get("MODEL_DIR", "/models")


@app.get("/health")
def health():
    return {"ok": os.path.isdir(models)}
