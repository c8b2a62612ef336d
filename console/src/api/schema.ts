// Written by `npm run api-types` from the API document. Do not edit.

export interface paths {
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in, and what they may do.
         * @description Not for keys. All roles.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Signs in.
         * @description The session is a cookie. It holds for seven days after its last use.
         *
         *     For anyone.
         */
        post: operations["createSession"];
        /**
         * Signs out.
         * @description Not for keys. All roles.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in by the link that the first start or `leadline user link` printed.
         * @description A link holds for 15 minutes and signs in once.
         *
         *     For anyone.
         */
        post: operations["redeemSignInLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the name, address or password of whoever is signed in.
         * @description Address and password are changed for who gives the present password, unless there is none yet. A new password ends all other sessions.
         *
         *     Not for keys. All roles.
         */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What wants attention now: due soon, breached, unassigned, new MQLs, sync errors; each with the leads behind it.
         * @description Scope: read. All roles.
         */
        get: operations["getToday"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of leads, filtered and sorted.
         * @description Paging goes by position in the order, not by number: leads that come or go meanwhile shift no page.
         *
         *     Scope: read. All roles.
         */
        get: operations["listLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many leads a filter finds.
         * @description Scope: read. All roles.
         */
        get: operations["countLeads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What leads can be filtered by: sources and stages, with how many there are of each.
         * @description Stages are counted at most once a second, sources every ten seconds.
         *
         *     Scope: read. All roles.
         */
        get: operations["listLeadFacets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{leadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything about a lead but its activities: profile, score, stage, owner, clock, CRM records.
         * @description Scope: read. All roles.
         */
        get: operations["getLead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{leadId}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why the score is what it is: dated lines that sum to it exactly, now or at any past instant.
         * @description A past instant is judged by what was known then, under the model that was live then.
         *
         *     Scope: read. All roles.
         */
        get: operations["explainLead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{leadId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a lead, the newest first: activities with the points they gave, moves, assignments, clocks, touches, CRM writes.
         * @description Scope: read. All roles.
         */
        get: operations["getLeadTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{leadId}/score-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The score day by day, with the stage moves: what a chart shows.
         * @description Each day by what was known then and the model that was live then.
         *
         *     Scope: read. All roles.
         */
        get: operations["getScoreHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/leads/{leadId}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An operator's move: to any stage, whatever the points say, with a reason.
         * @description The workflow of the lead carries it out; the answer comes when it stands in the ledger.
         *
         *     Scope: operate. Roles: admin, revenue_operations, sales_manager.
         */
        post: operations["moveLead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Saved views of the lead list: own ones and those that others share.
         * @description Not for keys. All roles.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Saves a view of the lead list.
         * @description Not for keys. All roles.
         */
        post: operations["createView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{viewId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a saved view: an own one, or, by an admin, one that somebody shares.
         * @description Not for keys. All roles.
         */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells of changes as they happen, by server-sent events.
         * @description At most one event `changed` a second. Its data: `{"topics": ["leads", "sla", "sync"], "leadIds": ["…"]}`; without `leadIds` where many leads changed, or it is not known which. A comment every 15 seconds.
         *
         *     Scope: read. All roles.
         */
        get: operations["watchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many leads stand in each cell of fit × activity, and what the cell calls for.
         * @description Counted at most once a second.
         *
         *     Scope: read. All roles.
         */
        get: operations["getMatrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sla/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Promises due soon, running, paused, breached and met: in all and by rep.
         * @description Scope: read. All roles.
         */
        get: operations["getSlaSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sla/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The promises of one group, the earliest deadline first; of those that were met, the latest.
         * @description Scope: read. All roles.
         */
        get: operations["listSlaClocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How every connection is: mode, state, queues, open errors, last traffic.
         * @description Scope: read. Roles: admin, revenue_operations, marketing.
         */
        get: operations["getSyncStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops all calls to a CRM, or to every one. What is wished for meanwhile waits; nothing is lost.
         * @description Scope: operate. Roles: admin, revenue_operations.
         */
        post: operations["pauseSync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets calls to a CRM, or to every one, go again and closes the circuit breaker.
         * @description Scope: operate. Roles: admin, revenue_operations.
         */
        post: operations["resumeSync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What could not be taken in or written out, the newest first.
         * @description Scope: read. Roles: admin, revenue_operations, marketing.
         */
        get: operations["listSyncErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/errors/{errorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An error with the record that was refused.
         * @description Scope: read. Roles: admin, revenue_operations, marketing.
         */
        get: operations["getSyncError"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/errors/{errorId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries what failed again, a record that came in also in a mended form.
         * @description If it fails once more it is a sync error again.
         *
         *     Scope: operate. Roles: admin, revenue_operations.
         */
        post: operations["retrySyncError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sync/errors/{errorId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes an error that was dealt with elsewhere.
         * @description Scope: operate. Roles: admin, revenue_operations.
         */
        post: operations["resolveSyncError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The live version of the workspace, and which versions were live before.
         * @description Scope: read. All roles.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Managers, reps and territories, with what each rep has on the desk.
         * @description Scope: read. All roles.
         */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody who has an account, disabled ones included.
         * @description Scope: admin. Roles: admin.
         */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Gives a user another role, or disables them: their sessions end at once.
         * @description Scope: admin. Roles: admin.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/users/{userId}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The browsers a user is signed in with. Who is no admin sees their own.
         * @description Scope: admin. All roles.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a session at once. Who is no admin ends their own.
         * @description Scope: admin. All roles.
         */
        delete: operations["revokeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations that nobody has accepted or taken back.
         * @description Scope: admin. Roles: admin.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invites somebody. The link is shown in this answer and never again.
         * @description Pass the link on yourself: Leadline sends no mail. An earlier invitation to the same address stops working.
         *
         *     Scope: admin. Roles: admin.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the account one was invited to, and signs in.
         * @description For anyone.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an invitation back.
         * @description Scope: admin. Roles: admin.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All keys, revoked ones included; never the keys themselves.
         * @description Scope: admin. Roles: admin.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Makes a key. It is shown in this answer and never again.
         * @description Scope: admin. Roles: admin.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a key at once.
         * @description Scope: admin. Roles: admin.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document.
         * @description Scope: read. All roles.
         */
        get: operations["getOpenapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process is alive. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the parts that are needed answer. */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/generic/{connectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Activities from any system, signed by the Standard Webhooks convention: one, or up to 1,000. */
        post: operations["receiveActivities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/hubspot/{connectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** HubSpot's own webhooks, signed by its version 3 signature. */
        post: operations["receiveHubspotEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Session: {
            sessionId: string;
            user: {
                userId: string;
                name: string;
                /** @description Null until the first admin has given one. */
                email: string | null;
                role: components["schemas"]["Role"];
                /** @description Who they are in the workspace's team. */
                repId: string | null;
                /** @description False for who came by a link and has chosen none yet. */
                hasPassword: boolean;
                /** @description Ids of this document's operations that the role may call. */
                operations: string[];
            };
            /** @description The admin whom the first start made. */
            isFirstAdmin: boolean;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            expiresAt: string;
        };
        /** @enum {string} */
        Role: "admin" | "revenue_operations" | "marketing" | "sales_manager" | "rep";
        Problem: {
            /** @description Names the kind of problem; `urn:leadline:problem:<code>`. */
            type: string;
            title: string;
            status: number;
            /** @description Stable; branch on this. */
            code: string;
            detail: string;
            /** @description What is wrong field by field; empty where no field is at fault. */
            errors: {
                field: string;
                message: string;
                remedy: string;
            }[];
        };
        Today: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            asOf: string;
            /**
             * Format: date-time
             * @description From when "new" counts.
             * @example 2026-05-04T09:30:00.000Z
             */
            since: string;
            dueSoon: components["schemas"]["LeadFigure"];
            breached: components["schemas"]["LeadFigure"];
            unassigned: components["schemas"]["LeadFigure"];
            newMqls: components["schemas"]["LeadFigure"];
            syncErrors: {
                count: number;
                byCode: {
                    connectionId: string;
                    /** @enum {string} */
                    direction: "in" | "out";
                    code: string;
                    count: number;
                }[];
            };
        };
        LeadFigure: {
            count: number;
            /** @description The first 10 of them. */
            leads: components["schemas"]["FigureLead"][];
        };
        FigureLead: {
            name: string | null;
            company: string | null;
            email: string | null;
            /**
             * Format: uuid
             * @description A lead's id.
             */
            leadId: string;
            source: string;
            /** @enum {string} */
            stage: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
            /** @enum {string|null} */
            combined: "A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1" | null;
            ownerId: string | null;
            /**
             * Format: date-time
             * @description A promise: when it is due. Else since when the lead is in its stage.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
        };
        LeadLine: {
            name: string | null;
            company: string | null;
            email: string | null;
            /**
             * Format: uuid
             * @description A lead's id.
             */
            leadId: string;
            source: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            /** @enum {string} */
            stage: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            stageSince: string;
            ownerId: string | null;
            nextDeadlineAt: string | null;
            /**
             * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
             * @example 600
             */
            fit: number | null;
            /** @enum {string|null} */
            grade: "A" | "B" | "C" | "D" | "U" | null;
            /**
             * @description The score, in hundredths; null until scored for the first time.
             * @example 600
             */
            engagement: number | null;
            /** @description 4 is hottest. */
            level: 1 | 2 | 3 | 4 | null;
            /** @enum {string|null} */
            combined: "A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1" | null;
            lastActivityAt: string | null;
        };
        Lead: {
            name: string | null;
            company: string | null;
            email: string | null;
            /**
             * Format: uuid
             * @description A lead's id.
             */
            leadId: string;
            source: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description A lead's id.
             */
            mergedInto: string | null;
            aliases: {
                /** @enum {string} */
                kind: "email" | "external";
                source: string;
                value: string;
            }[];
            attributes: {
                name: string;
                value: string | number | boolean | null;
                source: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                occurredAt: string;
            }[];
            consents: {
                channel: string;
                /** @enum {string} */
                status: "granted" | "withdrawn";
                lawfulBasis: string | null;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                occurredAt: string;
            }[];
            outcomes: {
                kind: string;
                value: string | number | boolean | null;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                occurredAt: string;
            }[];
            /** @description Null until scored for the first time. */
            score: {
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                fit: number;
                /** @enum {string} */
                grade: "A" | "B" | "C" | "D" | "U";
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                engagement: number;
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                interest: number;
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                intent: number;
                /** @description 4 is hottest. */
                level: 1 | 2 | 3 | 4;
                /** @enum {string} */
                combined: "A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1";
                /** @enum {string} */
                zone: "priority" | "sales" | "nurture" | "account_outbound" | "none";
                contactable: boolean;
                disqualifiedBy: string | null;
                workspaceId: string;
                lastActivityAt: string | null;
                nextChangeAt: string | null;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                evaluatedAt: string;
            } | null;
            /** @enum {string} */
            stage: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            stageSince: string;
            /** @description Rises with every move; visits of the same stage are told apart by it. */
            visitNo: number;
            ownerId: string | null;
            recycleReason: string | null;
            nextDeadlineAt: string | null;
            /** @description The SLA clock of the present visit. */
            clock: {
                policy: string;
                /** @enum {string} */
                state: "running" | "met" | "breached" | "stopped";
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                startedAt: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                dueAt: string;
                firstTouchAt: string | null;
                closedAt: string | null;
                steps: {
                    step: string;
                    /**
                     * Format: date-time
                     * @description ISO 8601, UTC, with milliseconds.
                     * @example 2026-05-04T09:30:00.000Z
                     */
                    at: string;
                    firedAt: string | null;
                }[];
            } | null;
            crm: {
                connectionId: string;
                objectType: string;
                crmId: string;
                /** @description The record's page in the CRM. */
                url: string | null;
                linkedBy: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                linkedAt: string;
                /** @description What the CRM said when it was last read. */
                reading: {
                    ownerCrmId: string | null;
                    leadStatus: string | null;
                    disposition: string | null;
                    lifecycleStage: string | null;
                    lastContactedAt: string | null;
                    /**
                     * Format: date-time
                     * @description ISO 8601, UTC, with milliseconds.
                     * @example 2026-05-04T09:30:00.000Z
                     */
                    readAt: string;
                } | null;
            }[];
            openSyncErrors: number;
            /** @description The lead's workflow and where Temporal's UI shows it. */
            workflow: {
                id: string;
                url: string | null;
            } | null;
        };
        LeadWhy: {
            /**
             * Format: uuid
             * @description A lead's id.
             */
            leadId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            asOf: string;
            model: {
                workspaceId: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                activatedAt: string;
                /** @description False when no model was live yet at that instant: then the first one is used. */
                liveThen: boolean;
            };
            /** @enum {string} */
            combined: "A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1";
            engagement: {
                /**
                 * @description The score, in hundredths: exactly the sum of the lines.
                 * @example 600
                 */
                points: number;
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                interest: number;
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                intent: number;
                /** @description 4 is hottest. */
                level: 1 | 2 | 3 | 4;
                lines: components["schemas"]["WhyLine"][];
            };
            fit: {
                /**
                 * @description In hundredths: exactly the sum of the lines.
                 * @example 600
                 */
                points: number;
                /** @enum {string} */
                grade: "A" | "B" | "C" | "D" | "U";
                /** @description What the model asks for and nobody has told us. */
                unknown: string[];
                lines: components["schemas"]["WhyLine"][];
            };
            disqualifiedBy: string | null;
            /** @description When the passing of time alone changes something next. */
            nextChangeAt: string | null;
        };
        WhyLine: {
            /**
             * @description points were earned; what a cap, silence or the clamp to 0..100 takes away is a line of its own.
             * @enum {string}
             */
            kind: "points" | "cap" | "silence" | "clamp";
            group: string;
            rule: string;
            label: string;
            /** @description The UTC day the points were earned; null for lines without a date. */
            day: string | null;
            /** @description How many activities stand behind the line. */
            count: number;
            /**
             * @description Hundredths, before decay.
             * @example 600
             */
            basePoints: number;
            /**
             * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
             * @example 600
             */
            points: number;
        };
        TimelineEntry: {
            /** @enum {string} */
            kind: "activity";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            type: string;
            asset: string | null;
            source: string;
            sourceId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            knownAt: string;
            /** @description Back-filled: known since it happened, for all we can tell. */
            reconstructed: boolean;
            /**
             * @description What it gave when it happened, in hundredths, by the live model. Null without a model.
             * @example 600
             */
            points: number | null;
        } | {
            /** @enum {string} */
            kind: "stage_move";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            visitNo: number;
            /** @enum {string|null} */
            from: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified" | null;
            /** @enum {string} */
            to: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
            cause: string;
            /** @enum {string} */
            decidedBy: "leadline" | "crm" | "operator";
            actor: string | null;
            /** @description What the operator wrote. */
            reason: string | null;
            quiet: boolean;
        } | {
            /** @enum {string} */
            kind: "assignment";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            visitNo: number;
            repId: string;
            territory: string;
            cause: string;
        } | {
            /** @enum {string} */
            kind: "clock_started";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            visitNo: number;
            policy: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            dueAt: string;
        } | {
            /** @enum {string} */
            kind: "escalation";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            visitNo: number;
            step: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            dueAt: string;
            recipient: string | null;
        } | {
            /** @enum {string} */
            kind: "touch";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            connectionId: string;
            type: string;
            crmId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            knownAt: string;
        } | {
            /** @enum {string} */
            kind: "clock_closed";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            visitNo: number;
            policy: string;
            /** @enum {string} */
            state: "running" | "met" | "breached" | "stopped";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            dueAt: string;
            cause: string | null;
        } | {
            /** @enum {string} */
            kind: "crm_write";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            at: string;
            connectionId: string;
            /** @enum {string} */
            object: "contact" | "task";
            crmId: string;
            /** @description Of a contact `hand_off` or `refresh`, of a task what it is for: `first_touch`, `remind`, … */
            purpose: string;
            /**
             * @description The score that was written, in hundredths; null for a task.
             * @example 600
             */
            engagement: number | null;
        };
        ScoreHistory: {
            /**
             * Format: uuid
             * @description A lead's id.
             */
            leadId: string;
            points: {
                /**
                 * Format: date-time
                 * @description The end of a UTC day; for today, now.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                at: string;
                /** @description The model that was live then, or the first one before there was any. */
                workspaceId: string;
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                engagement: number;
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                interest: number;
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                intent: number;
                /**
                 * @description Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.
                 * @example 600
                 */
                fit: number;
                /** @description 4 is hottest. */
                level: 1 | 2 | 3 | 4;
                /** @enum {string} */
                grade: "A" | "B" | "C" | "D" | "U";
                /** @enum {string} */
                combined: "A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1";
            }[];
            /** @description Stage moves in the period, the oldest first. */
            moves: {
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                at: string;
                /** @enum {string|null} */
                from: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified" | null;
                /** @enum {string} */
                to: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
                cause: string;
            }[];
        };
        SavedView: {
            viewId: string;
            ownerId: string;
            name: string;
            /** @description The list's query string. */
            query: string;
            shared: boolean;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
        };
        Matrix: {
            total: number;
            /** @description All 16 cells, A4 (best) first. Leads of grade U stand in row C. */
            cells: {
                /** @enum {string} */
                combined: "A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1";
                count: number;
                /**
                 * @description What the live policy does with the cell; null before a workspace is activated.
                 * @enum {string|null}
                 */
                zone: "priority" | "sales" | "nurture" | "account_outbound" | "none" | null;
            }[];
        };
        SlaSummary: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            asOf: string;
            total: {
                due_soon: number;
                running: number;
                /** @description Not due soon, and standing still while the rep's hours are over. */
                paused: number;
                breached: number;
                met: number;
            };
            /** @description By the rep who had the lead last in that visit; null: nobody. */
            reps: {
                repId: string | null;
                counts: {
                    due_soon: number;
                    running: number;
                    /** @description Not due soon, and standing still while the rep's hours are over. */
                    paused: number;
                    breached: number;
                    met: number;
                };
            }[];
        };
        SlaLine: {
            name: string | null;
            company: string | null;
            email: string | null;
            /**
             * Format: uuid
             * @description A lead's id.
             */
            leadId: string;
            track: string;
            visitNo: number;
            /** @enum {string} */
            group: "due_soon" | "running" | "paused" | "breached" | "met";
            policy: string;
            repId: string | null;
            /** @enum {string} */
            stage: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
            /** @enum {string|null} */
            combined: "A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1" | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            dueAt: string;
            firstTouchAt: string | null;
            closedAt: string | null;
            /** @description Of a clock that stands still, since the rep's hours are over: when they begin again. */
            resumesAt: string | null;
            /** @description The next step of the escalation ladder; null when there is none to come. */
            nextStep: {
                step: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                at: string;
            } | null;
        };
        ConnectionStatus: {
            id: string;
            vendor: string;
            /**
             * @description What Leadline may do there; null for connections that only send to us.
             * @enum {string|null}
             */
            mode: "observe" | "score_fields" | "tasks" | null;
            /** @enum {string} */
            state: "ok" | "paused" | "not_connected" | "breaker_open";
            pausedAt: string | null;
            pausedBy: string | null;
            /** @description Calls have failed in a row and rest until then. */
            breaker: {
                code: string | null;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                until: string;
            } | null;
            /** @description Null for connections that only send to us. */
            out: {
                /** @description Records and tasks that could be written now. */
                waiting: number;
                oldestWaitingAt: string | null;
                /** @description Wait for another mode, for their contact or for a person. */
                held: number;
                failed: number;
                sent: number;
                lastSentAt: string | null;
            } | null;
            /** @description Calls the CRM allows a day, as it last said; null where it has not said so since its day began. */
            quota: {
                perDay: number;
                usedToday: number;
                remaining: number;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                resetsAt: string;
            } | null;
            in: {
                waiting: number;
                lastReceivedAt: string | null;
            };
            openErrors: {
                in: number;
                out: number;
            };
        };
        SyncErrorLine: {
            id: number;
            connectionId: string;
            /** @enum {string} */
            direction: "in" | "out";
            code: string;
            field: string | null;
            message: string;
            remedy: string | null;
            /**
             * Format: uuid
             * @description A lead's id.
             */
            leadId: string | null;
            /** @enum {string} */
            state: "open" | "retried" | "resolved";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            occurredAt: string;
            closedAt: string | null;
        };
        SyncError: {
            id: number;
            connectionId: string;
            /** @enum {string} */
            direction: "in" | "out";
            code: string;
            field: string | null;
            message: string;
            remedy: string | null;
            /**
             * Format: uuid
             * @description A lead's id.
             */
            leadId: string | null;
            /** @enum {string} */
            state: "open" | "retried" | "resolved";
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            occurredAt: string;
            closedAt: string | null;
            /** @description What went wrong, named once. */
            origin: string;
            /** @description The record that was refused, as it came. */
            record?: unknown;
        };
        Workspace: {
            /** @description Hash of the content: the same files are the same version. */
            workspaceId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            activatedAt: string;
            /** @description The texts of the YAML files, by name. */
            files: {
                [key: string]: string;
            };
            /** @description Every version that was live, the oldest first. */
            versions: {
                workspaceId: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC, with milliseconds.
                 * @example 2026-05-04T09:30:00.000Z
                 */
                activatedAt: string;
            }[];
        };
        Team: {
            managers: {
                id: string;
                email: string;
                reportsTo: string | null;
            }[];
            reps: {
                id: string;
                role: string;
                email: string;
                managerId: string;
                territories: string[];
                maxNewPerDay: number | null;
                openLeads: number;
                /** @description Hand-offs received since the beginning of the UTC day. */
                newToday: number;
                runningClocks: number;
            }[];
            territories: string[];
        };
        User: {
            userId: string;
            name: string;
            email: string | null;
            role: components["schemas"]["Role"];
            /** @description Who they are in the workspace's team. */
            repId: string | null;
            isFirstAdmin: boolean;
            hasPassword: boolean;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            disabledAt: string | null;
            /** @description When a session that is still there began. */
            lastSignInAt: string | null;
        };
        UserSession: {
            sessionId: string;
            userId: string;
            userAgent: string | null;
            ipAddress: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description To the day.
             * @example 2026-05-04T09:30:00.000Z
             */
            lastSeenAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            expiresAt: string;
            /** @description Whether it is the session that asks. */
            isPresent: boolean;
        };
        Invitation: {
            invitationId: string;
            email: string;
            role: components["schemas"]["Role"];
            repId: string | null;
            /** @description `user:<id>` or `key:<id>`. */
            invitedBy: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Seven days after it was made.
             * @example 2026-05-04T09:30:00.000Z
             */
            expiresAt: string;
        };
        NewInvitation: {
            invitationId: string;
            email: string;
            role: components["schemas"]["Role"];
            repId: string | null;
            /** @description `user:<id>` or `key:<id>`. */
            invitedBy: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Seven days after it was made.
             * @example 2026-05-04T09:30:00.000Z
             */
            expiresAt: string;
            /** @description Pass it on to whom it is for. It is shown once. */
            link: string;
        };
        ApiKey: {
            id: string;
            name: string;
            scopes: ("read" | "operate" | "admin")[];
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        NewApiKey: {
            id: string;
            name: string;
            scopes: ("read" | "operate" | "admin")[];
            /**
             * Format: date-time
             * @description ISO 8601, UTC, with milliseconds.
             * @example 2026-05-04T09:30:00.000Z
             */
            createdAt: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            revokedAt: string | null;
            /** @description The key itself. Keep it now: it is shown once. */
            key: string;
        };
        WebhookReply: {
            /** @description Activities that were understood. */
            accepted: number;
            /** @description Activities that were not, by their place in the message. They are kept as sync errors. */
            refused: {
                index: number;
                field: string;
                message: string;
                remedy: string;
            }[];
            /** @description The message had been taken before; nothing was counted again. */
            repeated: boolean;
        };
        Activity: {
            /** @description The sender's own id. The same id is counted once, however often it arrives. */
            id: string | number;
            /** @description From the vocabulary of the scoring model; an unknown one is kept, worth 0. */
            type: string;
            /** @description When it happened: at most 5 minutes ahead and 20 years ago. */
            occurredAt: string | number;
            /** @description Whose activity it is: an e-mail, the sender's id of the person, or both. */
            lead: {
                email?: string | null;
                id?: string | number | null;
            };
            /** @description What it was about, e.g. a page or a white paper. */
            asset?: string | null;
            props?: {
                [key: string]: string | number | boolean | null;
            } | null;
            /** @description What became known about the lead with it. null: known to be empty. */
            attributes?: {
                [key: string]: string | number | boolean | null;
            } | null;
            /** @description By channel, e.g. email, phone, in whichever case. */
            consents?: {
                [key: string]: "granted" | "withdrawn";
            } | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** Format: password */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeemSignInLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** Format: email */
                    email?: string;
                    /** Format: password */
                    password?: string;
                    /** Format: password */
                    currentPassword?: string;
                };
            };
        };
        responses: {
            /** @description It is changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getToday: {
        parameters: {
            query?: {
                /** @description Due within this is due soon. */
                soonHours?: number;
                /** @description How old decided promises may be. A breach that nobody has answered stays however old it is. */
                pastDays?: number;
                /** @description From when an MQL is new; by default the beginning of the UTC day. */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Today"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLeads: {
        parameters: {
            query?: {
                /** @description Words; each must be the beginning of an e-mail, of a source's id, of a name or of a company. */
                search?: string;
                stage?: ("subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified")[];
                combined?: ("A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1")[];
                grade?: ("A" | "B" | "C" | "D" | "U")[];
                level?: ("1" | "2" | "3" | "4")[];
                zone?: ("priority" | "sales" | "nurture" | "account_outbound" | "none")[];
                /** @description Reps' ids; `none` stands for leads nobody owns. */
                owner?: string[];
                source?: string[];
                sort?: "score" | "created" | "stage_since";
                direction?: "asc" | "desc";
                /** @description `nextCursor` of the page before, with the same filters. */
                cursor?: string;
                /** @description Rows on a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        leads: components["schemas"]["LeadLine"][];
                        /** @description Give it as `cursor` to read on; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countLeads: {
        parameters: {
            query?: {
                /** @description Words; each must be the beginning of an e-mail, of a source's id, of a name or of a company. */
                search?: string;
                stage?: ("subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified")[];
                combined?: ("A4" | "A3" | "A2" | "A1" | "B4" | "B3" | "B2" | "B1" | "C4" | "C3" | "C2" | "C1" | "D4" | "D3" | "D2" | "D1")[];
                grade?: ("A" | "B" | "C" | "D" | "U")[];
                level?: ("1" | "2" | "3" | "4")[];
                zone?: ("priority" | "sales" | "nurture" | "account_outbound" | "none")[];
                /** @description Reps' ids; `none` stands for leads nobody owns. */
                owner?: string[];
                source?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLeadFacets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The most frequent first; at most 100 sources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sources: {
                            source: string;
                            count: number;
                        }[];
                        stages: {
                            /** @enum {string} */
                            stage: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
                            count: number;
                        }[];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A lead's id. */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lead"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainLead: {
        parameters: {
            query?: {
                /** @description ISO 8601 with a zone, or milliseconds since 1970. Before 1970 counts as 1970, after 2100 as 2100. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description A lead's id. */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadWhy"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLeadTimeline: {
        parameters: {
            query?: {
                /** @description All kinds by default. */
                kind?: ("activity" | "stage_move" | "assignment" | "clock_started" | "escalation" | "touch" | "clock_closed" | "crm_write")[];
                /** @description `nextCursor` of the page before, with the same filters. */
                cursor?: string;
                /** @description Rows on a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A lead's id. */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description A lead's id.
                         */
                        leadId: string;
                        entries: components["schemas"]["TimelineEntry"][];
                        /** @description Give it as `cursor` to read on; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getScoreHistory: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                /** @description A lead's id. */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoreHistory"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveLead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A lead's id. */
                leadId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    to: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
                    /** @description For the people who read the timeline later. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The move was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        from: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
                        /** @enum {string} */
                        to: "subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified";
                        /** @description The visit that began with the move. */
                        visitNo: number;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part that is needed does not answer. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The views, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        views: components["schemas"]["SavedView"][];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description The list's query string: `stage=mql&sort=score`. */
                    query: string;
                    /**
                     * @description Whether everybody sees it.
                     * @default false
                     */
                    shared?: boolean;
                };
            };
        };
        responses: {
            /** @description The view. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @enum {string} */
                        event: "changed";
                        /** @description JSON: `topics` and, where it is known which few leads changed, `leadIds`. */
                        data: string;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMatrix: {
        parameters: {
            query?: {
                stage?: ("subscriber" | "nurture" | "prospect" | "mql" | "sal" | "sql" | "opportunity" | "customer" | "recycled" | "disqualified")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The 16 cells. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matrix"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSlaSummary: {
        parameters: {
            query?: {
                /** @description Due within this is due soon. */
                soonHours?: number;
                /** @description How old decided promises may be. A breach that nobody has answered stays however old it is. */
                pastDays?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaSummary"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSlaClocks: {
        parameters: {
            query?: {
                /** @description Due within this is due soon. */
                soonHours?: number;
                /** @description How old decided promises may be. A breach that nobody has answered stays however old it is. */
                pastDays?: number;
                group?: "due_soon" | "running" | "paused" | "breached" | "met";
                rep?: string[];
                /** @description `nextCursor` of the page before, with the same filters. */
                cursor?: string;
                /** @description Rows on a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC, with milliseconds.
                         * @example 2026-05-04T09:30:00.000Z
                         */
                        asOf: string;
                        clocks: components["schemas"]["SlaLine"][];
                        /** @description Give it as `cursor` to read on; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSyncStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connections. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC, with milliseconds.
                         * @example 2026-05-04T09:30:00.000Z
                         */
                        asOf: string;
                        connections: components["schemas"]["ConnectionStatus"][];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseSync: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Every connection when absent. */
                    connectionId?: string;
                };
            };
        };
        responses: {
            /** @description It is paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Connections that were not paused before. */
                        changed: string[];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeSync: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Every connection when absent. */
                    connectionId?: string;
                };
            };
        };
        responses: {
            /** @description Calls may go. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Connections that were paused or broken before. */
                        changed: string[];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSyncErrors: {
        parameters: {
            query?: {
                state?: "open" | "retried" | "resolved";
                connection?: string;
                /** @description A lead's id. */
                leadId?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: number;
                /** @description Rows on a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errors: components["schemas"]["SyncErrorLine"][];
                        /** @description Give it as `cursor` to read on; null on the last page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSyncError: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                errorId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The error. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncError"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retrySyncError: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                errorId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The mended record, in place of the one that was refused. */
                    record?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description It is being tried again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "retried";
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveSyncError: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                errorId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is closed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "resolved";
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: components["schemas"]["User"][];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    role?: components["schemas"]["Role"];
                    repId?: string | null;
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description It is changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: components["schemas"]["UserSession"][];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitations: components["schemas"]["Invitation"][];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    role: components["schemas"]["Role"];
                    /** @description Who they are in the workspace's team. */
                    repId?: string | null;
                };
            };
        };
        responses: {
            /** @description The invitation. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewInvitation"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It does not go with the present state. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    name: string;
                    /** Format: password */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its link no longer works. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["ApiKey"][];
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("read" | "operate" | "admin")[];
                };
            };
        };
        responses: {
            /** @description The new key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked, now or before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "revoked" | "already_revoked";
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key's scopes or the user's role do not allow it, or another site made the request. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many failures with wrong keys, passwords or links. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They do, or can be done without for a while. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `degraded`: a part that can be done without for a while does not answer.
                         * @enum {string}
                         */
                        status: "ready" | "degraded" | "not_ready";
                        /** @description By part. Why one failed stands in the log. */
                        checks: {
                            [key: string]: "ok" | "failed";
                        };
                    };
                };
            };
            /** @description Some do not. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `degraded`: a part that can be done without for a while does not answer.
                         * @enum {string}
                         */
                        status: "ready" | "degraded" | "not_ready";
                        /** @description By part. Why one failed stands in the log. */
                        checks: {
                            [key: string]: "ok" | "failed";
                        };
                    };
                };
            };
        };
    };
    receiveActivities: {
        parameters: {
            query?: never;
            header: {
                /** @description The same id is counted once. */
                "webhook-id": string;
                /** @description Seconds since 1970; at most five minutes off. */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`. */
                "webhook-signature": string;
            };
            path: {
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    activities: components["schemas"]["Activity"][];
                } | components["schemas"]["Activity"];
            };
        };
        responses: {
            /** @description Stored. Activities that were refused are listed and kept as sync errors. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReply"];
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body was understood and refused; `errors` says why, field by field. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveHubspotEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                }[];
            };
        };
        responses: {
            /** @description Stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                    };
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither a valid key nor a session. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not application/json, or in an encoding that is not taken. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
