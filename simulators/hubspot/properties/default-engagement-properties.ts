import type { ObjectType } from '../object-types';
import { choice, datetime, number, readOnly, text, textArea, type DefaultProperty } from './default-property';

const shared: readonly DefaultProperty[] = [
  datetime('hs_timestamp', 'Activity date'),
  text('hs_attachment_ids', 'Attached file IDs'),
];

const taskDefaults: readonly DefaultProperty[] = [
  text('hs_task_subject', 'Task title'),
  textArea('hs_task_body', 'Task notes'),
  choice('hs_task_status', 'Task status', ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'DEFERRED', 'COMPLETED']),
  choice('hs_task_priority', 'Priority', ['LOW', 'MEDIUM', 'HIGH']),
  choice('hs_task_type', 'Task type', ['TODO', 'CALL', 'EMAIL']),
  text('hs_task_reminders', 'Reminders'),
  readOnly(datetime('hs_task_completion_date', 'Completed at')),
];

const callDefaults: readonly DefaultProperty[] = [
  text('hs_call_title', 'Call title'),
  textArea('hs_call_body', 'Call notes'),
  choice('hs_call_direction', 'Call direction', ['INBOUND', 'OUTBOUND']),
  text('hs_call_disposition', 'Call outcome'),
  number('hs_call_duration', 'Call duration'),
  choice('hs_call_status', 'Call status', [
    'BUSY',
    'CALLING_CRM_USER',
    'CANCELED',
    'COMPLETED',
    'CONNECTING',
    'FAILED',
    'IN_PROGRESS',
    'NO_ANSWER',
    'QUEUED',
    'RINGING',
  ]),
  text('hs_call_from_number', 'From number'),
  text('hs_call_to_number', 'To number'),
];

const emailDefaults: readonly DefaultProperty[] = [
  choice('hs_email_direction', 'Email direction', ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL']),
  text('hs_email_subject', 'Email subject'),
  textArea('hs_email_text', 'Email body'),
  textArea('hs_email_html', 'Email body HTML'),
  text('hs_sequence_id', 'Sequence ID'),
  choice('hs_email_status', 'Email send status', ['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT']),
];

const meetingDefaults: readonly DefaultProperty[] = [
  text('hs_meeting_title', 'Meeting name'),
  textArea('hs_meeting_body', 'Meeting description'),
  datetime('hs_meeting_start_time', 'Start time'),
  datetime('hs_meeting_end_time', 'End time'),
  choice('hs_meeting_outcome', 'Meeting outcome', ['SCHEDULED', 'COMPLETED', 'RESCHEDULED', 'NO_SHOW', 'CANCELED']),
  text('hs_meeting_location', 'Meeting location'),
];

const communicationDefaults: readonly DefaultProperty[] = [
  choice('hs_communication_channel_type', 'Channel type', ['WHATS_APP', 'LINKEDIN_MESSAGE', 'SMS']),
  text('hs_communication_logged_from', 'Logged from'),
  textArea('hs_communication_body', 'Body'),
];

const byType: Readonly<Record<string, readonly DefaultProperty[]>> = {
  tasks: taskDefaults,
  notes: [textArea('hs_note_body', 'Note body')],
  calls: callDefaults,
  emails: emailDefaults,
  meetings: meetingDefaults,
  communications: communicationDefaults,
};

export function engagementDefaults(type: ObjectType): readonly DefaultProperty[] {
  return [...shared, ...(byType[type.name] ?? [])];
}
