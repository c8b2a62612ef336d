import { Button, Modal, Select, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, type Stage } from '../../api/client';
import { asProblem, unwrap, type ApiProblem } from '../../api/problem';
import { nameOf, STAGE_LABELS, STAGES } from '../../words/labels';

interface MoveLeadProps {
  readonly lead: Schemas['Lead'];
  readonly close: () => void;
}

/** An operator's move: whatever the points say, with a reason that the timeline keeps. */
export function MoveLead({ lead, close }: MoveLeadProps) {
  const [to, setTo] = useState<Stage | null>(null);
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: async (body: { readonly to: Stage; readonly reason: string }) =>
      unwrap(await api.POST('/api/leads/{leadId}/moves', { params: { path: { leadId: lead.leadId } }, body })),
    onSuccess: async (moved) => {
      notifications.show({ message: `${nameOf(lead)} is now in ${STAGE_LABELS[moved.to]}.`, color: 'accent' });
      close();
      await queries.invalidateQueries();
    },
  });
  const problem = move.error === null ? null : asProblem(move.error);
  const missing = to === null || reason.trim() === '';
  return (
    <Modal opened onClose={close} title={`Move ${nameOf(lead)}`}>
      <form
        className="move-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== null) move.mutate({ to, reason: reason.trim() });
        }}
      >
        <Select
          label="To"
          placeholder="Choose a stage"
          data={STAGES.filter((stage) => stage !== lead.stage).map((value) => ({ value, label: STAGE_LABELS[value] }))}
          value={to}
          onChange={(value) => setTo(value)}
          error={problem?.of('to')}
          data-autofocus
          comboboxProps={{ withinPortal: true }}
        />
        <Textarea
          label="Reason"
          description="For the people who read the timeline later."
          autosize
          minRows={3}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={problem?.of('reason')}
        />
        {to === null ? null : (
          <p className="move-consequence">
            From <b>{STAGE_LABELS[lead.stage]}</b> to <b>{STAGE_LABELS[to]}</b>. The move holds against the points for
            as long as the workspace says; a new request of the lead, the CRM and the rep are heard all the same.
          </p>
        )}
        <MoveProblem problem={problem} />
        <div className="form-buttons">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" loading={move.isPending} disabled={missing}>
            {to === null ? 'Move' : `Move to ${STAGE_LABELS[to]}`}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** What is wrong but not with a field. */
function MoveProblem({ problem }: { readonly problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <p role="alert" className="bad">
      {problem.message}
    </p>
  );
}
