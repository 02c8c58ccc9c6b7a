"""Calls boto3 for the tests. A line of JSON on standard input is one call, a line on standard output its answer."""

import base64
import copy
import datetime
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import boto3
import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

clients = {}
making = Lock()
writing = Lock()


def session_that_speaks(protocol):
    """boto3 takes the first protocol of the service's model that it knows, so the model is left this one only."""
    core = botocore.session.get_session()
    loader = core.get_component("data_loader")
    load = loader.load_service_model

    def load_one(service, kind, api_version=None):
        model = load(service, kind, api_version)
        if service != "directconnect" or kind != "service-2":
            return model
        model = copy.deepcopy(model)
        model["metadata"].update(protocol=protocol, protocols=[protocol])
        return model

    loader.load_service_model = load_one
    return boto3.Session(botocore_session=core)


def client_of(options):
    key = json.dumps(options, sort_keys=True)
    with making:
        if key not in clients:
            protocol = options.get("protocol")
            session = session_that_speaks(protocol) if protocol else boto3.Session()
            clients[key] = session.client(
                "directconnect",
                endpoint_url=options["endpoint"],
                region_name=options["region"],
                aws_access_key_id=options["account"],
                aws_secret_access_key="test",
                config=Config(retries={"mode": options["retryMode"]}, max_pool_connections=32),
            )
        return clients[key]


def plain(value):
    """Timestamps as epoch seconds and blobs in base64, as they stand on the wire in JSON."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def meta_of(response):
    meta = response.get("ResponseMetadata", {})
    return {"status": meta.get("HTTPStatusCode"), "retries": meta.get("RetryAttempts", 0), "headers": meta.get("HTTPHeaders", {})}


def perform(call):
    client = client_of(call["client"])
    try:
        response = getattr(client, xform_name(call["operation"]))(**call["input"])
    except ClientError as error:
        told = error.response["Error"]
        fault = {"class": type(error).__name__, "code": told["Code"], "message": told["Message"], "text": str(error)}
        return {"fault": fault, "meta": meta_of(error.response)}
    except BotoCoreError as error:
        return {"fault": {"class": type(error).__name__, "code": "", "message": str(error), "text": str(error)}, "meta": {}}
    meta = meta_of(response)
    del response["ResponseMetadata"]
    return {"output": plain(response), "meta": meta}


def serve(line):
    call = json.loads(line)
    try:
        answer = perform(call)
    except Exception as error:  # The test has to hear of it, whatever it is.
        answer = {"broken": repr(error)}
    with writing:
        print(json.dumps({"id": call["id"], **answer}), flush=True)


with ThreadPoolExecutor(max_workers=16) as pool:
    for each in sys.stdin:
        pool.submit(serve, each)
