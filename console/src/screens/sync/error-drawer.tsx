import { Button, Drawer, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { asProblem, type ApiProblem } from '../../api/problem';
import { resolveSyncError, retrySyncError, syncError } from '../../api/sync-queries';
import { useMay } from '../../session/session-context';
import { Instant } from '../../time/instant';
import { Failed, Loading } from '../../ui/states';
import { Tag } from '../../ui/tag';
import { capital, readable } from '../../words/labels';

interface ErrorDrawerProps {
  readonly errorId: number;
  readonly close: () => void;
}

/** A sync error with the record that was refused: mended and tried again, or resolved. */
export function ErrorDrawer({ errorId, close }: ErrorDrawerProps) {
  const error = useQuery(syncError(errorId));
  return (
    <Drawer opened onClose={close} position="right" size="lg" title="Sync error">
      {error.isPending ? <Loading lines={6} /> : null}
      {error.isError ? <Failed error={error.error} retry={() => void error.refetch()} /> : null}
      {error.data === undefined ? null : <ErrorDetail key={error.data.id} error={error.data} close={close} />}
    </Drawer>
  );
}

function ErrorDetail({ error, close }: { readonly error: Schemas['SyncError']; readonly close: () => void }) {
  const original = JSON.stringify(error.record, null, 2);
  const [text, setText] = useState(original);
  const mayRetry = useMay('retrySyncError') && error.state === 'open';
  const queries = useQueryClient();
  const done = async (message: string): Promise<void> => {
    notifications.show({ message, color: 'accent' });
    close();
    await queries.invalidateQueries({ queryKey: ['sync'] });
  };
  const retry = useMutation({
    mutationFn: () => retrySyncError({ errorId: error.id, record: text === original ? null : recordOf(text) }),
    onSuccess: () => done('It is being tried again.'),
  });
  const resolve = useMutation({ mutationFn: () => resolveSyncError(error.id), onSuccess: () => done('Resolved.') });
  const problem = problemOf(retry.error ?? resolve.error);
  return (
    <div className="error-detail">
      <div>
        <h3>{capital(readable(error.code))}</h3>
        <p className="error-tags">
          <Tag>{error.connectionId}</Tag>
          <Tag>{error.direction === 'in' ? 'Incoming' : 'Outgoing'}</Tag>
          <Tag tone={error.state === 'open' ? 'bad' : 'good'}>{capital(error.state)}</Tag>
          <span className="faint">
            <Instant at={error.occurredAt} />
          </span>
        </p>
      </div>
      <p>
        {error.field === null ? null : <span className="mono">{error.field}: </span>}
        {error.message}
      </p>
      {error.remedy === null ? null : (
        <p className="error-remedy">
          <b>What to do</b>
          {error.remedy}
        </p>
      )}
      {error.leadId === null ? null : <Link to={`/leads/${error.leadId}`}>The lead it is about</Link>}
      <Textarea
        label="The record"
        description={mayRetry && error.direction === 'in' ? 'Mend it here if the record itself is wrong.' : undefined}
        value={text}
        readOnly={!mayRetry || error.direction === 'out'}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={6}
        maxRows={18}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        error={
          problem?.fields.map((field) => `${field.field}: ${field.message}. ${field.remedy}`).join('\n') || undefined
        }
      />
      {problem === null || problem.fields.length > 0 ? null : (
        <p role="alert" className="bad">
          {problem.message}
        </p>
      )}
      {mayRetry ? (
        <div className="form-buttons">
          <Button onClick={() => resolve.mutate()} loading={resolve.isPending}>
            Resolve without trying
          </Button>
          <Button variant="filled" onClick={() => retry.mutate()} loading={retry.isPending}>
            {text === original ? 'Try again' : 'Try the mended record'}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** What somebody typed is not JSON: told like a refusal of the API. */
class NotJson extends Error {}

function recordOf(text: string): Record<string, unknown> {
  try {
    const record: unknown = JSON.parse(text);
    if (typeof record === 'object' && record !== null && !Array.isArray(record)) return { ...record };
  } catch (error) {
    throw new NotJson('The record is not valid JSON.', { cause: error });
  }
  throw new NotJson('The record must be a JSON object.');
}

const problemOf = (error: Error | null): Pick<ApiProblem, 'message' | 'fields'> | null => {
  if (error === null) return null;
  return error instanceof NotJson ? { message: error.message, fields: [] } : asProblem(error);
};
