#!/usr/bin/env bash
# Sends a few made-up activities to a generic webhook, signed by the Standard Webhooks convention (standardwebhooks.com).
#
#   LEADLINE_WEBHOOK_SECRET=whsec_… examples/webhook/send.sh [address]
set -euo pipefail
address=${1:-http://127.0.0.1:4700/webhooks/generic/events}
secret=${LEADLINE_WEBHOOK_SECRET:?Give the secret that "leadline connect webhook" has shown}

# Instants are ISO 8601 with a zone, or milliseconds since 1970.
now=$(date +%s)
ago() { echo $(((now - $1 * 86400) * 1000 - 3600000)); }

body=$(cat <<JSON
{ "activities": [
  { "id": "a-1", "type": "download", "asset": "lead-scoring-guide", "occurredAt": $(ago 12), "lead": { "email": "jane@initech.example" },
    "attributes": { "first_name": "Jane", "last_name": "Doe", "company": "Initech", "country": "Germany", "employees": 420,
                    "industry": "software", "seniority": "director", "function": "marketing operations", "phone": "+49 30 123" },
    "consents": { "email": "granted" } },
  { "id": "a-2", "type": "webinar_attended", "occurredAt": $(ago 5), "lead": { "email": "Jane@Initech.example" } },
  { "id": "a-3", "type": "pricing_page", "occurredAt": $(ago 1), "lead": { "email": "jane@initech.example" } },
  { "id": "a-4", "type": "demo_request", "occurredAt": $(ago 0), "lead": { "email": "jane@initech.example" } },
  { "id": "a-5", "type": "page_view", "occurredAt": $(ago 2), "lead": { "email": "sam@campus.example" },
    "attributes": { "first_name": "Sam", "country": "US", "job_title": "Student", "seniority": "individual" } },
  { "id": "a-6", "type": "download", "occurredAt": "yesterday", "lead": { "email": "sam@campus.example" } }
] }
JSON
)

# HMAC-SHA256 over `id.timestamp.body`, by the 32 bytes that the secret is the base64 of.
id="msg-$now-$$"
key=$(printf %s "${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
signature=$(printf %s "$id.$now.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)

curl --silent --show-error --request POST "$address" \
  --header 'content-type: application/json' \
  --header "webhook-id: $id" --header "webhook-timestamp: $now" --header "webhook-signature: v1,$signature" \
  --data-binary "$body"
echo
