"""
MiniStack for the deploy test: as it comes, mended where it is not as AWS is, on the test's clock, and with each call on record.

Of the environment: CLOCK, a file with the milliseconds by which the test's clock differs from the machine's; CALLS, a file that
gets a line of JSON for each API call (of DynamoDB with the units it consumed) and for each run of a function.
"""

import datetime
import json
import os
import signal
import sys
import threading
import time
from email.utils import parseaddr

machine_time = time.time


def test_time():
    with open(os.environ["CLOCK"]) as clock:
        return machine_time() + float(clock.read()) / 1000


class TestDatetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)


# AWS's clock is the test's: it says when a mail or a request arrived, and refuses what was signed at another time.
# So it is set before anything is loaded that looks at it.
time.time = test_time
datetime.datetime = TestDatetime

from ministack import app  # noqa: E402
from ministack.core import iam_actions, iam_evaluator, responses  # noqa: E402
from ministack.services import eventbridge, lambda_svc, scheduler, ses, ses_v2  # noqa: E402
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as RESOURCES  # noqa: E402

# The test calls what the schedule calls, with the time that it is about.
scheduler.start_scheduler = lambda: None

# Whoever started it holds its input open: when that process ends, however it ends, this one does.
threading.Thread(target=lambda: (sys.stdin.read(), os.kill(os.getpid(), signal.SIGTERM)), daemon=True).start()

# Only the port it was given: no 443 beside it.
app._port_is_bindable = lambda host, port: False


# --- CloudFormation: what it lacks of our template is taken and does nothing, so that the template stays as it is.

NOTHING = {
    "create": lambda logical_id, props, stack: (f"{stack}-{logical_id}", {"Arn": f"arn:aws:none:::{logical_id}"}),
    "update": lambda name, *_: (name, {}),
    "delete": lambda *_: None,
}
for lacking in ["AWS::Events::Archive", "AWS::SES::ReceiptRuleSet", "AWS::SES::ReceiptRule"]:
    RESOURCES.setdefault(lacking, NOTHING)


def mend(resource_type, answer=lambda name, attributes: (name, attributes), known_as=lambda name: name):
    """@param answer  name and attributes as AWS has them @param known_as  the name that MiniStack goes by, from that of AWS"""
    own = RESOURCES[resource_type]
    RESOURCES[resource_type] = {
        **own,
        "create": lambda *call: answer(*own["create"](*call)),
        "update": lambda name, *call: answer(*own["update"](known_as(name), *call)),
        "delete": lambda name, *call: own["delete"](known_as(name), *call),
    }


# A secret is referred to by its ARN.
SUFFIX = "-123456"
mend(
    "AWS::SecretsManager::Secret",
    answer=lambda name, attributes: (attributes["Arn"], attributes),
    known_as=lambda arn: arn.split(":secret:")[1][: -len(SUFFIX)],
)

# An identity has attributes that name its DKIM records.
DKIM = {f"DkimDNSToken{part}{no}": f"{part}{no}.dkim.example".lower() for part in ["Name", "Value"] for no in [1, 2, 3]}
mend("AWS::SES::EmailIdentity", answer=lambda name, attributes: (name, {**attributes, **DKIM}))

# Alarms on metric math.
alarm = RESOURCES["AWS::CloudWatch::Alarm"]
RESOURCES["AWS::CloudWatch::Alarm"] = {
    **alarm,
    "create": lambda id, props, stack: (NOTHING if "Metrics" in props else alarm)["create"](id, props, stack),
    "update": lambda name, was, props, *call: (NOTHING if "Metrics" in props else alarm)["update"](name, was, props, *call),
}


# --- Rights: a batch is sent by the right to send a message; a mail by the right on the identity it is sent as.

action_of = iam_actions.extract_iam_action
resource_of = iam_actions.extract_resource_arn
BATCHES = {"sqs:SendMessageBatch": "sqs:SendMessage"}


def resource_or_identity(service, method, path, headers, body, query, region, account):
    if service == "ses" and (source := ses._p(query, "Source")):
        return f"arn:aws:ses:{region}:{account}:identity/{parseaddr(source)[1].partition('@')[2]}"
    return resource_of(service, method, path, headers, body, query, region, account)


iam_actions.extract_iam_action = lambda *call: BATCHES.get(action := action_of(*call), action)
iam_actions.extract_resource_arn = resource_or_identity


# --- SES: says on the default bus what became of a mail. Nobody's mailbox does not exist.

send_raw_email = ses._send_raw_email


def send_and_say(params):
    answer = send_raw_email(params)
    configuration_set = ses._p(params, "ConfigurationSetName")
    if answer[0] == 200 and configuration_set in ses_v2._config_sets:
        for to in ses._collect_list(params, "Destinations.member"):
            say(to, {"ses:configuration-set": [configuration_set], **tags_of(params)})
    return answer


def tags_of(params):
    names = [key for key in params if key.startswith("Tags.member.") and key.endswith(".Name")]
    return {ses._p(params, name): [ses._p(params, name.replace(".Name", ".Value"))] for name in names}


def say(to, tags):
    sent = ses._sent_emails_list()[-1]
    at = responses.now_iso()
    mail = {"messageId": sent["MessageId"], "timestamp": at, "source": sent["Source"], "destination": [to], "tags": tags}
    if to.startswith("nobody@"):
        gone = [{"emailAddress": to, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 no such user"}]
        bounce = {"timestamp": at, "bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": gone}
        put("Email Bounced", {"eventType": "Bounce", "mail": mail, "bounce": bounce})
    else:
        delivery = {"timestamp": at, "recipients": [to], "smtpResponse": "250 2.0.0 OK", "processingTimeMillis": 1}
        put("Email Delivered", {"eventType": "Delivery", "mail": mail, "delivery": delivery})


def put(detail_type, detail):
    where = {"EventBusName": "default", "Account": ses.get_account_id(), "Region": ses.get_region(), "Resources": []}
    what = {"EventId": detail["mail"]["messageId"], "Source": "aws.ses", "DetailType": detail_type, "Detail": json.dumps(detail)}
    eventbridge._dispatch_event({**where, **what, "Time": time.time()})


ses._send_raw_email = send_and_say


# --- The record of calls.

calls = open(os.environ["CALLS"], "a", buffering=1)


def recorded(service, handle):
    async def handler(method, path, headers, body, query):
        by = iam_evaluator.request_caller_arn(headers, query)
        action = action_of(service, method, path, headers, body, query)
        if service == "dynamodb" and body:
            body = json.dumps({**json.loads(body), "ReturnConsumedCapacity": "TOTAL"}).encode()
        answer = await handle(method, path, headers, body, query)
        consumed = units(action, answer[2]) if service == "dynamodb" else {}
        calls.write(json.dumps({"service": service, "action": action, "by": by, "status": answer[0], **consumed}) + "\n")
        return answer

    return handler


def units(action, body):
    consumed = json.loads(body or "{}").get("ConsumedCapacity", [])
    total = sum(one["CapacityUnits"] for one in (consumed if isinstance(consumed, list) else [consumed]))
    return {"writeUnits" if "Write" in action or "Put" in action else "readUnits": total}


for service, handle in list(app.SERVICE_HANDLERS.items()):
    app.SERVICE_HANDLERS[service] = recorded(service, handle)

run_function = lambda_svc._execute_function_dispatch


def timed(func, config, event, request_id, started):
    began = time.monotonic()
    result = run_function(func, config, event, request_id, started)
    ms = round((time.monotonic() - began) * 1000)
    error = result.get("body") if result.get("error") else None
    calls.write(json.dumps({"service": "lambda", "action": "run", "by": config["FunctionName"], "ms": ms, "error": error}) + "\n")
    return result


lambda_svc._execute_function_dispatch = timed

app.main()
