"""Orders a connection, waits until it is available, and keeps its letter of authorization.

Endpoint, keys and Region come from the environment, as for every program that uses boto3.
"""

import time

import boto3

dx = boto3.client("directconnect")

connection = dx.create_connection(
    location="EqDC2", bandwidth="10Gbps", connectionName="from-python"
)
print(connection["connectionId"], connection["connectionState"])

while connection["connectionState"] != "available":
    time.sleep(1)
    [connection] = dx.describe_connections(
        connectionId=connection["connectionId"]
    )["connections"]
print(connection["connectionId"], connection["connectionState"], connection["awsDeviceV2"])

letter = dx.describe_loa(connectionId=connection["connectionId"])
with open("letter.pdf", "wb") as file:
    file.write(letter["loaContent"])
print("letter.pdf", letter["loaContentType"], letter["loaContent"][:5])
