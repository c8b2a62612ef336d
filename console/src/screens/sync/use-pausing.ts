import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asProblem } from '../../api/problem';
import { pauseSync, resumeSync } from '../../api/sync-queries';

/** Stops the calls of a connection (null: of all), or lets them go on. What is wished for meanwhile waits. */
export function usePausing(connectionId: string | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (what: 'pause' | 'resume') =>
      what === 'pause' ? await pauseSync(connectionId) : await resumeSync(connectionId),
    onError: (error) => notifications.show({ message: asProblem(error).message, color: 'red' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sync'] }),
  });
}
