import { choice, datetime, flag, number, readOnly, text, textArea, type DefaultProperty } from './default-property';
import { activityTimes } from './shared-default-properties';

/** `pipeline` and `dealstage` take their values from the portal's pipelines, not from options. */
export const dealDefaults: readonly DefaultProperty[] = [
  text('dealname', 'Deal Name'),
  number('amount', 'Amount'),
  datetime('closedate', 'Close Date'),
  text('pipeline', 'Pipeline'),
  text('dealstage', 'Deal Stage'),
  choice('dealtype', 'Deal Type', [
    ['newbusiness', 'New Business'],
    ['existingbusiness', 'Existing Business'],
  ]),
  textArea('description', 'Deal Description'),
  textArea('closed_lost_reason', 'Closed Lost Reason'),
  textArea('closed_won_reason', 'Closed Won Reason'),
  readOnly(flag('hs_is_closed', 'Is Deal Closed?')),
  readOnly(flag('hs_is_closed_won', 'Is Closed Won')),
  ...activityTimes,
];
