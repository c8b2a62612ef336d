import { AssociationSpecAssociationCategoryEnum as AssociationCategory } from '@hubspot/api-client/lib/codegen/crm/objects';
import type { CrmPort, RowResult, TaskFields } from '../crm-port';
import { rowResults, type BatchRecord } from './batch-rows';
import type { Call } from './call';
import { READ_PROPERTIES, TASK_REF } from './property-definitions';

const TASKS = 'tasks';
/** From task to contact; the other direction is 203. */
const TASK_TO_CONTACT = 204;

/** Follow-up tasks by batch create, each with its association inline: no second call that a crash could part it from. */
export function taskCalls(call: Call): Pick<CrmPort, 'createTasks' | 'findTasks'> {
  return {
    createTasks: (rows) => (rows.length === 0 ? Promise.resolve([]) : createAll(call, rows)),
    findTasks: async (refs) => {
      if (refs.length === 0) return [];
      const answer = await call((client) =>
        client.crm.objects.batchApi.read(
          TASKS,
          {
            inputs: [...new Set(refs)].map((id) => ({ id })),
            idProperty: TASK_REF,
            properties: [TASK_REF],
            propertiesWithHistory: [],
          },
          false,
        ),
      );
      return answer.results.flatMap((record) => {
        const ref = record.properties[TASK_REF];
        return ref == null ? [] : [{ ref, crmId: record.id }];
      });
    },
  };
}

async function createAll(call: Call, rows: readonly TaskFields[]): Promise<readonly RowResult[]> {
  const answer = await call((client) =>
    client.crm.objects.batchApi.create(TASKS, {
      inputs: rows.map((task) => ({
        properties: toProperties(task),
        associations: [
          {
            to: { id: task.contactCrmId },
            types: [{ associationCategory: AssociationCategory.HubspotDefined, associationTypeId: TASK_TO_CONTACT }],
          },
        ],
        objectWriteTraceId: task.ref,
      })),
    }),
  );
  const written = rows.map((task) => ({
    traceId: task.ref,
    isRecord: (record: BatchRecord) => record.properties[TASK_REF] === task.ref,
    ids: [task.ref],
  }));
  return rowResults(written, answer, () => true);
}

function toProperties(task: TaskFields): Record<string, string> {
  return {
    [TASK_REF]: task.ref,
    hs_timestamp: new Date(task.dueAt).toISOString(),
    hs_task_subject: task.subject,
    hs_task_body: task.body,
    hs_task_status: 'NOT_STARTED',
    hs_task_priority: task.priority.toUpperCase(),
    hs_task_type: 'CALL',
    ...(task.crmOwnerId === null ? {} : { [READ_PROPERTIES.owner]: task.crmOwnerId }),
  };
}
