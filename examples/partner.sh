#!/bin/sh
# A partner hands a hosted connection to a customer. With a server that takes any access key, a key of 12 digits is the
# account: the two parties are two keys. Endpoint and Region come from the environment.
set -eu

partner() { AWS_ACCESS_KEY_ID=111111111111 AWS_SECRET_ACCESS_KEY=any aws directconnect "$@" --output text; }
customer() { AWS_ACCESS_KEY_ID=222222222222 AWS_SECRET_ACCESS_KEY=any aws directconnect "$@" --output text; }

interconnect=$(partner create-interconnect --location EqDC2 --bandwidth 10Gbps --interconnect-name edge \
  --query interconnectId)
until [ "$(partner describe-interconnects --interconnect-id "$interconnect" \
  --query 'interconnects[0].interconnectState')" = available ]; do
  sleep 1
done
echo "partner:  interconnect $interconnect is available"

hosted=$(partner allocate-hosted-connection --connection-id "$interconnect" --owner-account 222222222222 \
  --bandwidth 500Mbps --vlan 101 --connection-name for-you --query connectionId)
echo "partner:  hosted connection $hosted is allocated"

# The customer sees it, and confirms it.
state() { customer describe-connections --connection-id "$hosted" --query 'connections[0].connectionState'; }
echo "customer: $hosted is $(state)"
customer confirm-connection --connection-id "$hosted" >/dev/null
until [ "$(state)" = available ]; do
  sleep 1
done
echo "customer: $hosted is $(state)"
