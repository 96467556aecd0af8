// Generated from the OpenAPI document by `npm run client:generate`; do not edit.

export interface paths {
    "/api/v1/social/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes one picture (JPEG, PNG, GIF, WebP) or video (MP4, MOV, WebM), and says what is in it. Posts show it by its id; without a
         *     post it is deleted after a week.
         */
        post: operations["uploadsUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in a file, until when it is kept, and where it can be looked at. */
        get: operations["uploadsFind"];
        put?: never;
        post?: never;
        /** Deletes a file that no post needs any more, and says what it was. */
        delete: operations["uploadsRemove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a login; open the answered address in the person's browser. */
        post: operations["oAuthAuthorize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a login stands, and the accounts it found. */
        get: operations["oAuthSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/sessions/{id}/select": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Connects accounts that a login found. */
        post: operations["oAuthSelect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first. */
        get: operations["connectionsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One connection. */
        get: operations["connectionsGet"];
        put?: never;
        post?: never;
        /** Deletes the tokens and takes the permission back where the platform allows it. */
        delete: operations["connectionsDisconnect"];
        options?: never;
        head?: never;
        /** Changes the least time between two posts. */
        patch: operations["connectionsUpdate"];
        trace?: never;
    };
    "/api/v1/social/connections/{id}/rate-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The limits of the platform for this connection, endpoint by endpoint, as last seen. */
        get: operations["connectionsRateLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renews the token now. Platforms without a refresh answer 409 and say what to do. */
        post: operations["connectionsRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/{id}/reconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a login that renews this connection; only the same account is taken. */
        post: operations["connectionsReconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops sending; posts wait for a reconnect. */
        post: operations["connectionsDeactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this month's posts cost on the platforms that charge for them, and what is left. */
        get: operations["budgetsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/budgets/{platform}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets what a month may cost; posts beyond it fail and say so. `platform` as in `twitter`. */
        put: operations["budgetsSet"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stores up to 500 groups at once, and says for each what became of it; the body may have 1 MiB. */
        post: operations["bulkCreationCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The posts of some days in short, by the moment they went out at or are meant to. */
        get: operations["calendarShow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/waiting-posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits behind each connection. */
        get: operations["calendarWaitingPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each platform takes: limits, kinds of posts and media, options. The checks of this service read the same table. */
        get: operations["platformsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first. */
        get: operations["postsList"];
        put?: never;
        /** Stores one post per connection; it goes out at its time, or now. */
        post: operations["postsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks the same body as creating does, for each connection, and stores nothing. */
        post: operations["postsValidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One post, with its ETag. */
        get: operations["postsGet"];
        put?: never;
        post?: never;
        /** With `onPlatform=true` the live post is taken off its platform and the row stays; without, a row that never went out is deleted. */
        delete: operations["postsDelete"];
        options?: never;
        head?: never;
        /** Changes a post that is not on its way. With If-Match it refuses to write over somebody else's change. */
        patch: operations["postsEdit"];
        trace?: never;
    };
    "/api/v1/social/posts/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes now, whatever time it had. */
        post: operations["postsPublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queues a failed post again; what may be live already is looked up first. */
        post: operations["postsRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a post out of the queue; nothing is sent after this answered. */
        post: operations["postsCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/{id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a post another time. */
        post: operations["postsReschedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every try to publish, with what the platform said. */
        get: operations["postsAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/{id}/post-frequency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many posts of the connection went live, hour by hour, in the last 24 hours. */
        get: operations["spacingFrequency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Spreads what the connection still has scheduled, in its present order; with `preview` it only shows the new times. */
        post: operations["spacingSpread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/{id}/sync-engagement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the figures from the platform now. */
        post: operations["engagementSync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/posts/{id}/engagement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the figures grew. */
        get: operations["engagementHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/engagement/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures so far of the posts that went out on each day, by platform. */
        get: operations["engagementDaysList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what by hand, newest first: over the API, and through psql. */
        get: operations["auditList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connections/{id}/diagnosis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why posts of this connection do not go out: one cause, who must act and where. Asks the platform, and changes nothing. */
        get: operations["diagnosisDiagnose"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was written to, about what, and what became of it. Newest first. */
        get: operations["noticesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/notice-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is written to besides the people who connected the accounts. */
        get: operations["noticesSettings"];
        /** Sets the tenant's contact. */
        put: operations["noticesUpdate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest first. */
        get: operations["webhookEndpointsList"];
        put?: never;
        /** Registers an address that is told of what happens. The answer holds the secret, this once. */
        post: operations["webhookEndpointsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint, and whether it works. */
        get: operations["webhookEndpointsGet"];
        put?: never;
        post?: never;
        /** Deletes it with its deliveries, also those that wait. */
        delete: operations["webhookEndpointsDelete"];
        options?: never;
        head?: never;
        /** Changes the address, the choice of types or the description. */
        patch: operations["webhookEndpointsUpdate"];
        trace?: never;
    };
    "/api/v1/social/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a new secret, shown this once. For a day the old one signs beside it. */
        post: operations["webhookEndpointsRotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a `webhook.test` event to this endpoint; the delivery says what came of it. */
        post: operations["webhookEndpointsTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/webhook-endpoints/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends nothing until it is enabled; what happens meanwhile waits, for up to 30 days. */
        post: operations["webhookEndpointsPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/webhook-endpoints/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a pause; what waited is sent. */
        post: operations["webhookEndpointsEnable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent and what waits, newest first; kept for 30 days. */
        get: operations["webhookDeliveriesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/webhook-deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery, with the body that is sent. */
        get: operations["webhookDeliveriesGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/webhook-deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends it again under the same `webhook-id`, whatever became of it before. */
        post: operations["webhookDeliveriesReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connect/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the login of a link stands. */
        get: operations["connectPageShow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connect/{key}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens the platform's dialog: go to the answered address. Any dialog that was opened before leads nowhere, and only the browser
         *     that keeps the cookie of the answer can end the login.
         */
        post: operations["connectPageStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/connect/{key}/select": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Connects accounts that the login found. */
        post: operations["connectPageSelect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the access token says about its holder. */
        get: operations["consoleMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/console-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands the caller's access token over to the console: open the answered address in the caller's browser within a minute. */
        post: operations["consoleCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/social/console-codes/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the access token behind a code, once. The console calls this. */
        post: operations["consoleRedeem"];
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
        MediaFactsDto: {
            /** @description Pixels, as shown. */
            width: number | null;
            /** @description Pixels, as shown. */
            height: number | null;
            durationMs: number | null;
            /** @description For example `avc` or `hevc`. */
            videoCodec: string | null;
            /** @description For example `aac`. */
            audioCodec: string | null;
            framesPerSecond: number | null;
            /** @description Of an animated picture. */
            frames: number | null;
            /** @description For example `image/jpeg`. */
            mimeType: string;
            bytes: number;
        };
        MediaDto: {
            /** @enum {string} */
            type: "IMAGE" | "VIDEO";
            /**
             * @description Where anybody can look at the file for an hour; null when it was deleted.
             * @example https://social.example/media/01a0…/file.jpg?expires=1809504000&signature=Zk3…
             */
            previewUrl: string | null;
            id: string;
            file: components["schemas"]["MediaFactsDto"];
            /** @description The file is deleted then, unless a post needs it longer. */
            expiresAt: string;
        };
        AuthorizeDto: {
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            /**
             * @description Where the person's browser goes after the dialog; its origin must be allowed by the operator.
             * @example https://crm.example/social/done
             */
            returnUrl?: string;
            /**
             * @description Whom to write to when this account must be reconnected or rejects a post; left out: `email` of the access token, if it has one.
             * @example anna@rowing-club.example
             */
            notifyEmail?: string;
        };
        AuthorizationDto: {
            /** @description The platform's dialog; open this in the person's browser. It can be ended in any browser: `connectUrl` is safer. */
            authorizationUrl: string;
            /**
             * @description A page of this service that leads through the dialog and lets choose accounts; needs no access token, works until `expiresAt`. The
             *     login can be ended only in the browser that began it there.
             */
            connectUrl: string;
            sessionId: string;
            /** Format: date-time */
            expiresAt: string;
        };
        AccountProblemDto: {
            code: string;
            message: string;
        };
        FoundAccountDto: {
            accountId: string;
            accountName: string;
            canPublish: boolean;
            /** @description Why it cannot publish, in words for the person who connects it. */
            problems: components["schemas"]["AccountProblemDto"][];
        };
        ConnectionWarningDto: {
            /** @description TOKEN_ENDING, DATA_ACCESS_ENDING or DATA_ACCESS_ENDED. */
            code: string;
            message: string;
        };
        ConnectionDto: {
            id: string;
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            /** @description The platform's id of the Page, the Instagram account or the X user. */
            accountId: string;
            accountName: string;
            /** @description False: nothing is sent until somebody reconnects; `errorMessage` says why. */
            isActive: boolean;
            /**
             * Format: date-time
             * @description Null: the token does not expire.
             */
            tokenExpiresAt: string | null;
            /**
             * Format: date-time
             * @description When Meta stops showing us data of this account without a new login; null where there is no such rule.
             */
            dataAccessExpiresAt: string | null;
            /** Format: date-time */
            lastPostAt: string | null;
            errorMessage: string | null;
            errorCode: string | null;
            /**
             * Format: date-time
             * @description Posts wait until then because the platform said so.
             */
            rateLimitedUntil: string | null;
            /** @description What it said, the last time. */
            rateLimitReason: string | null;
            /** @description After a limit posts keep at least this distance, until `rateSpacingUntil`. */
            rateSpacingSeconds: number;
            /** Format: date-time */
            rateSpacingUntil: string | null;
            minSpacingSeconds: number;
            scopes: string[];
            /** @description What a person should do soon, while posts still go out. */
            warnings: components["schemas"]["ConnectionWarningDto"][];
            /** Format: date-time */
            createdAt: string;
        };
        OAuthSessionDto: {
            id: string;
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            /**
             * @description PENDING, EXCHANGING, CHOOSING (select accounts now), CONNECTED, FAILED (`problem` says why) or EXPIRED.
             * @enum {string}
             */
            status: "PENDING" | "FAILED" | "EXPIRED" | "EXCHANGING" | "CHOOSING" | "CONNECTED";
            /** Format: date-time */
            expiresAt: string;
            problem: components["schemas"]["AccountProblemDto"] | (never | null);
            accounts: components["schemas"]["FoundAccountDto"][];
            connections: components["schemas"]["ConnectionDto"][];
        };
        SelectAccountsDto: {
            /** @description `accountId`s of the session's accounts that can publish. */
            accountIds: string[];
        };
        SelectedDto: {
            connections: components["schemas"]["ConnectionDto"][];
        };
        ConnectionPageDto: {
            data: components["schemas"]["ConnectionDto"][];
            nextCursor: string | null;
        };
        QuotaDto: {
            /**
             * @description `application`: shared by every account that uses this service's app.
             * @enum {string}
             */
            scope: "connection" | "application";
            /** @description For example `POST /2/tweets`; `*` for every call. */
            endpoint: string;
            window: string;
            limit: number | null;
            remaining: number | null;
            usedPercent: number | null;
            /** Format: date-time */
            resetsAt: string | null;
            /** Format: date-time */
            seenAt: string;
        };
        RateLimitsDto: {
            /**
             * Format: date-time
             * @description Posts wait until then; null: they need not.
             */
            limitedUntil: string | null;
            reason: string | null;
            /** @description Seconds between posts, wider for a while after a limit. */
            spacingSeconds: number;
            /** Format: date-time */
            spacingUntil: string | null;
            data: components["schemas"]["QuotaDto"][];
        };
        UpdateConnectionDto: {
            /** @description Least time between two posts of this connection, in seconds; at most a week. */
            minSpacingSeconds: number;
        };
        ReconnectDto: {
            /**
             * @description Where the person's browser goes after the dialog; its origin must be allowed by the operator.
             * @example https://crm.example/social/done
             */
            returnUrl?: string;
            /**
             * @description Whom to write to when this account must be reconnected or rejects a post; left out: `email` of the access token, if it has one.
             * @example anna@rowing-club.example
             */
            notifyEmail?: string;
        };
        ReconnectStartedDto: {
            /** @description The platform's dialog; open this in the person's browser. It can be ended in any browser: `connectUrl` is safer. */
            authorizationUrl: string;
            /**
             * @description A page of this service that leads through the dialog and lets choose accounts; needs no access token, works until `expiresAt`. The
             *     login can be ended only in the browser that began it there.
             */
            connectUrl: string;
            sessionId: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description A link to send to the person; needs no access token and works once, until `expiresAt`. */
            reconnectUrl: string;
        };
        DisconnectedDto: {
            id: string;
            /** @description False: the tokens are gone here, but the permission stands at the platform; `message` says why and how to end it. */
            revoked: boolean;
            message: string;
        };
        BudgetDto: {
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            /** @description Null: nothing was set, and nothing is held back. */
            monthlyUsd: number | null;
            /** @description Estimated, since the month began in UTC. */
            spentUsd: number;
            remainingUsd: number | null;
        };
        BudgetListDto: {
            data: components["schemas"]["BudgetDto"][];
        };
        SetBudgetDto: {
            /** @description US dollars a calendar month in UTC; null takes the budget away. */
            monthlyUsd: number | null;
        };
        MediaItemDto: {
            /**
             * Format: uri
             * @description Where the file can be fetched; or give `uploadId`.
             */
            url?: string;
            /**
             * Format: uuid
             * @description The id that `POST /media` answered with. Beside a `url` of another file it is refused (MEDIA_AMBIGUOUS).
             */
            uploadId?: string;
            /** @enum {string} */
            type: "IMAGE" | "VIDEO";
            /** @description Description for people who do not see it. */
            altText?: string;
            /** @description What this service found in the file; only read, never taken from a body. */
            file?: components["schemas"]["MediaFactsDto"];
        };
        ThreadPartDto: {
            content: string;
            media?: components["schemas"]["MediaItemDto"][];
        };
        PollDto: {
            options: string[];
            durationMinutes: number;
        };
        PlatformOptionsDto: {
            /**
             * Format: uri
             * @description A link to attach (Facebook); other platforms carry links in the text.
             */
            link?: string | null;
            /**
             * @description What it becomes: a post unless said otherwise (REEL: Facebook, Instagram; STORY: Instagram).
             * @enum {string|null}
             */
            kind?: "POST" | "REEL" | "STORY" | null;
            /** @description Title of a video (Facebook). */
            title?: string | null;
            /** @description Which moment of a reel is its cover, in milliseconds (Instagram). */
            thumbnailOffsetMs?: number | null;
            /** @description Whether a reel also stands in the feed (Instagram). */
            shareToFeed?: boolean | null;
            /** @description Written below the post as soon as it is live (Facebook, Instagram). */
            firstComment?: string | null;
            /** @description The posts that follow below this one, each answering the one before (X). */
            thread?: components["schemas"]["ThreadPartDto"][] | null;
            /** @description A poll (X). */
            poll?: components["schemas"]["PollDto"] | (never | null);
            /** @description The id of a post to quote (X). */
            quotePostId?: string | null;
            /**
             * @description Who may answer (X); everyone unless said otherwise.
             * @enum {string|null}
             */
            replySettings?: "EVERYONE" | "FOLLOWING" | "MENTIONED" | "SUBSCRIBERS" | "VERIFIED" | null;
        };
        PostOptionsDto: {
            facebook?: components["schemas"]["PlatformOptionsDto"];
            instagram?: components["schemas"]["PlatformOptionsDto"];
            twitter?: components["schemas"]["PlatformOptionsDto"];
            /**
             * Format: uri
             * @description A link to attach (Facebook); other platforms carry links in the text.
             */
            link?: string | null;
            /**
             * @description What it becomes: a post unless said otherwise (REEL: Facebook, Instagram; STORY: Instagram).
             * @enum {string|null}
             */
            kind?: "POST" | "REEL" | "STORY" | null;
            /** @description Title of a video (Facebook). */
            title?: string | null;
            /** @description Which moment of a reel is its cover, in milliseconds (Instagram). */
            thumbnailOffsetMs?: number | null;
            /** @description Whether a reel also stands in the feed (Instagram). */
            shareToFeed?: boolean | null;
            /** @description Written below the post as soon as it is live (Facebook, Instagram). */
            firstComment?: string | null;
            /** @description The posts that follow below this one, each answering the one before (X). */
            thread?: components["schemas"]["ThreadPartDto"][] | null;
            /** @description A poll (X). */
            poll?: components["schemas"]["PollDto"] | (never | null);
            /** @description The id of a post to quote (X). */
            quotePostId?: string | null;
            /**
             * @description Who may answer (X); everyone unless said otherwise.
             * @enum {string|null}
             */
            replySettings?: "EVERYONE" | "FOLLOWING" | "MENTIONED" | "SUBSCRIBERS" | "VERIFIED" | null;
        };
        CreatePostDto: {
            /** @description One post row is made for each. */
            connectionIds: string[];
            /**
             * @description When to publish, with offset. Without it the post goes out now.
             * @example 2027-05-05T10:00:00+02:00
             */
            scheduledAt?: string;
            /**
             * @description DRAFT keeps the post until it is scheduled.
             * @enum {string}
             */
            status?: "DRAFT" | "SCHEDULED";
            /** @description The caller's own name for this post. */
            clientReference?: string;
            content: string;
            media?: components["schemas"]["MediaItemDto"][];
            options?: components["schemas"]["PostOptionsDto"];
        };
        BulkPostsDto: {
            /** @description 1 to 500 bodies of `POST /posts`. Each is looked at by itself: what is wrong with one keeps none of the others back. */
            posts: components["schemas"]["CreatePostDto"][];
        };
        StoredOptionsDto: {
            link?: string;
            /** @enum {string} */
            kind?: "POST" | "REEL" | "STORY";
            title?: string;
            thumbnailOffsetMs?: number;
            shareToFeed?: boolean;
            firstComment?: string;
            thread?: components["schemas"]["ThreadPartDto"][];
            poll?: components["schemas"]["PollDto"];
            quotePostId?: string;
            /** @enum {string} */
            replySettings?: "EVERYONE" | "FOLLOWING" | "MENTIONED" | "SUBSCRIBERS" | "VERIFIED";
            /** @description The platform's id of the post that this one follows. */
            replyTo?: string;
        };
        EngagementDto: {
            /** @description Null: the platform does not tell; not the same as 0. */
            likes: number | null;
            comments: number | null;
            shares: number | null;
            reach: number | null;
            impressions: number | null;
            /** Format: date-time */
            syncedAt: string | null;
        };
        PostDto: {
            id: string;
            groupId: string;
            connectionId: string;
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            /** @enum {string} */
            status: "FAILED" | "DRAFT" | "SCHEDULED" | "PUBLISHING" | "PUBLISHED" | "CANCELLED";
            content: string;
            media: components["schemas"]["MediaItemDto"][];
            options: components["schemas"]["StoredOptionsDto"];
            /** @description The post that this one follows in a thread, or comments on; null for one that stands by itself. */
            rootPostId: string | null;
            /** @description Place after the root, from 1. */
            part: number | null;
            /** Format: date-time */
            scheduledAt: string | null;
            /** Format: date-time */
            publishedAt: string | null;
            platformPostId: string | null;
            permalink: string | null;
            /**
             * Format: date-time
             * @description When it was taken off the platform, by this service or by somebody else.
             */
            deletedOnPlatformAt: string | null;
            errorMessage: string | null;
            errorCode: string | null;
            retryCount: number;
            /** @description Why a scheduled post waits for somebody; null when nothing stands in its way. */
            blockedReason: string | null;
            /** @description What it waits for although nobody need act; `nextAttemptAt` says until when. */
            waitingReason: string | null;
            /** Format: date-time */
            nextAttemptAt: string | null;
            engagement: components["schemas"]["EngagementDto"];
            clientReference: string | null;
            /** @description What the platform charges for it and what follows it, in US dollars; null where posting is free. */
            estimatedCostUsd: number | null;
            /**
             * @description The subject of the access token that created it, and for what follows a post that of its post; null where it is not known.
             * @example anna
             */
            createdBy: string | null;
            /** Format: date-time */
            createdAt: string;
            version: number;
        };
        FieldProblemDto: {
            /** @description The limit that was broken, and what came instead; where both can be told. */
            limit?: number | string;
            actual?: number | string;
            /** @description Path of the field, for example `media[0].url`. */
            field: string;
            /** @description Stable, machine readable. */
            code: string;
            /** @description What was expected and what came, for a person. */
            message: string;
            /** @description Whose platform does not take it, where a post is for more than one connection. */
            connectionId?: string;
        };
        PostProblemDto: {
            /**
             * Format: date-time
             * @description When the same call may be taken; the header `Retry-After` says the same in seconds.
             */
            retryAt?: string;
            /**
             * @description Of a post whose status does not allow the call.
             * @enum {string}
             */
            postStatus?: "FAILED" | "DRAFT" | "SCHEDULED" | "PUBLISHING" | "PUBLISHED" | "CANCELLED";
            /** @description Of a post that was changed since it was read. */
            currentVersion?: number;
            /**
             * @description Who can mend it, where the platform refused.
             * @enum {string}
             */
            who?: "author" | "club-admin" | "administrator" | "wait";
            /** @description The posts that have the `clientReference` already. */
            posts?: components["schemas"]["PostDto"][];
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable, for example `POST_NOT_FOUND`. */
            code: string;
            /** @description As in the header `x-request-id` of the answer, and in the logs. */
            requestId: string;
            /** @description What is wrong with which field; only where fields are. */
            errors?: components["schemas"]["FieldProblemDto"][];
            /** @description A wait without a time of its own, as in `Retry-After`. */
            retryAfterSeconds?: number;
        };
        BulkItemDto: {
            /** @description Place in the request, from 0. */
            index: number;
            /** @enum {string} */
            status: "CREATED" | "REFUSED";
            groupId: string | null;
            posts: components["schemas"]["PostDto"][];
            /** @description Why it was refused; the same as `POST /posts` would have answered. */
            problem: components["schemas"]["PostProblemDto"] | (never | null);
        };
        BulkResultDto: {
            created: number;
            refused: number;
            results: components["schemas"]["BulkItemDto"][];
        };
        CalendarPostDto: {
            id: string;
            groupId: string;
            connectionId: string;
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            accountName: string;
            /** @enum {string} */
            status: "FAILED" | "DRAFT" | "SCHEDULED" | "PUBLISHING" | "PUBLISHED" | "CANCELLED";
            /**
             * Format: date-time
             * @description When it went out; while it has not, when it is meant to.
             */
            at: string;
            /** @description How its text begins, at most 120 characters. */
            content: string;
            /** @description Whether it shows pictures or videos. */
            hasMedia: boolean;
        };
        CalendarDto: {
            /** @description By time. */
            data: components["schemas"]["CalendarPostDto"][];
            /** @description True: there are more than 1,000, and the latest are left out. */
            isCut: boolean;
        };
        WaitingPostsDto: {
            connectionId: string;
            /** @description Scheduled, due or not; nobody counts beyond 1,000. */
            scheduled: number;
            /** @description Of those, the ones whose time has come. */
            due: number;
            /** Format: date-time */
            nextAt: string | null;
        };
        WaitingPostsListDto: {
            /** @description Connections behind which nothing waits are left out. */
            data: components["schemas"]["WaitingPostsDto"][];
        };
        TextCapabilityDto: {
            maxLength: number;
            /**
             * @description WEIGHTED: emoji and East Asian letters count 2.
             * @enum {string}
             */
            counting: "CHARACTERS" | "WEIGHTED";
            /** @description What each link counts; null: its own length. */
            linkLength: number | null;
            linksClickable: boolean;
            maxHashtags: number | null;
            maxMentions: number | null;
        };
        ImageLimitsDto: {
            mimeTypes: string[];
            /** @description Other types that are turned into JPEG on the way. */
            convertedTypes: string[];
            maxBytes: number;
            minWidth: number | null;
            /** @description Wider pictures are scaled down. */
            maxWidth: number | null;
            /** @description Width divided by height. */
            minRatio: number | null;
            maxRatio: number | null;
        };
        AnimationLimitsDto: {
            maxBytes: number;
            maxWidth: number;
            maxHeight: number;
            maxFrames: number;
        };
        VideoLimitsDto: {
            mimeTypes: string[];
            videoCodecs: string[];
            audioCodecs: string[];
            maxBytes: number;
            minDurationMs: number;
            maxDurationMs: number;
            minFramesPerSecond: number | null;
            maxFramesPerSecond: number | null;
            minWidth: number | null;
            maxWidth: number | null;
            minHeight: number | null;
            maxHeight: number | null;
            /** @description Of width and height the smaller one, where both may not be as large as one may. */
            maxShortSide: number | null;
            minRatio: number | null;
            maxRatio: number | null;
        };
        KindCapabilityDto: {
            /** @enum {string} */
            kind: "POST" | "REEL" | "STORY";
            minMedia: number;
            maxImages: number;
            maxVideos: number;
            /** @description Most files where pictures and videos stand side by side; 0: they cannot. */
            maxMixed: number;
            showsText: boolean;
            image: components["schemas"]["ImageLimitsDto"] | (never | null);
            /** @description Of an animated picture, which stands alone; null: none are shown. */
            animation: components["schemas"]["AnimationLimitsDto"] | (never | null);
            video: components["schemas"]["VideoLimitsDto"] | (never | null);
        };
        AltTextCapabilityDto: {
            maxLength: number;
            mediaTypes: ("IMAGE" | "VIDEO")[];
        };
        LengthLimitDto: {
            maxLength: number;
        };
        ThreadCapabilityDto: {
            /** @description After the first post. */
            maxParts: number;
        };
        PollCapabilityDto: {
            minOptions: number;
            maxOptions: number;
            maxOptionLength: number;
            minMinutes: number;
            maxMinutes: number;
        };
        PlatformDto: {
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            name: string;
            text: components["schemas"]["TextCapabilityDto"];
            /** @description The first one is what a post is when nothing else is said. */
            kinds: components["schemas"]["KindCapabilityDto"][];
            altText: components["schemas"]["AltTextCapabilityDto"];
            /** @description The members of `options` that this platform knows. */
            options: string[];
            firstComment: components["schemas"]["LengthLimitDto"] | (never | null);
            thread: components["schemas"]["ThreadCapabilityDto"] | (never | null);
            poll: components["schemas"]["PollCapabilityDto"] | (never | null);
            replySettings: ("EVERYONE" | "FOLLOWING" | "MENTIONED" | "SUBSCRIBERS" | "VERIFIED")[];
            canDelete: boolean;
        };
        PlatformListDto: {
            data: components["schemas"]["PlatformDto"][];
        };
        PostGroupDto: {
            groupId: string;
            posts: components["schemas"]["PostDto"][];
        };
        PreviewLengthDto: {
            /** @enum {string} */
            counting: "CHARACTERS" | "WEIGHTED";
            counted: number;
            limit: number;
            /** @description Below 0: too long by so much. */
            remaining: number;
        };
        PreviewLinkDto: {
            url: string;
            counts: number;
            isClickable: boolean;
        };
        PreviewNoticeDto: {
            code: string;
            field: string;
            message: string;
        };
        PartPreviewDto: {
            /** @enum {string} */
            kind: "POST" | "REEL" | "STORY";
            /** @description As it is shown; null where this kind shows no text. */
            text: string | null;
            /** @description What does not fit. */
            cutText: string;
            length: components["schemas"]["PreviewLengthDto"];
            links: components["schemas"]["PreviewLinkDto"][];
            /** @description What happens to the content on the way. */
            notices: components["schemas"]["PreviewNoticeDto"][];
        };
        PreviewDto: {
            /** @description The posts that follow below it (X), in their order. */
            thread: components["schemas"]["PartPreviewDto"][];
            /** @enum {string} */
            kind: "POST" | "REEL" | "STORY";
            /** @description As it is shown; null where this kind shows no text. */
            text: string | null;
            /** @description What does not fit. */
            cutText: string;
            length: components["schemas"]["PreviewLengthDto"];
            links: components["schemas"]["PreviewLinkDto"][];
            /** @description What happens to the content on the way. */
            notices: components["schemas"]["PreviewNoticeDto"][];
        };
        ConnectionCheckDto: {
            connectionId: string;
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            valid: boolean;
            problems: components["schemas"]["FieldProblemDto"][];
            /** @description What it will look like; null where the platform does not know such a post. */
            preview: components["schemas"]["PreviewDto"] | (never | null);
            /** @description What the platform will charge, in US dollars; null where posting is free. */
            estimatedCostUsd: number | null;
        };
        ValidationResultDto: {
            valid: boolean;
            results: components["schemas"]["ConnectionCheckDto"][];
        };
        PostPageDto: {
            data: components["schemas"]["PostDto"][];
            nextCursor: string | null;
        };
        EditPostDto: {
            /** @example The boathouse opens at eleven. */
            content?: string;
            media?: components["schemas"]["MediaItemDto"][];
            options?: components["schemas"]["PostOptionsDto"];
            /** @description A new time, with offset. */
            scheduledAt?: string;
        };
        ReschedulePostDto: {
            /** @description The new time, with offset. */
            scheduledAt: string;
        };
        DeletedPostDto: {
            id: string;
            /**
             * @description ROW: nothing of it was live, and it is no longer in any list.
             * @enum {string}
             */
            deleted: "PLATFORM_POST" | "ROW";
            /** @description The row that stays when a live post was taken off its platform. */
            post: components["schemas"]["PostDto"] | (never | null);
        };
        AttemptDto: {
            id: string;
            /**
             * @description Null while it is open.
             * @enum {string|null}
             */
            outcome: "never_sent" | "published" | "adopted" | "rejected" | "not_found" | "undecided" | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            sendStartedAt: string | null;
            /** Format: date-time */
            closedAt: string | null;
            platformPostId: string | null;
            errorCode: string | null;
            errorMessage: string | null;
            httpStatus: number | null;
            /** @description The platform's own code, and its id of the request, for its support. */
            platformCode: string | null;
            platformRequestId: string | null;
            detail: string | null;
        };
        AttemptListDto: {
            data: components["schemas"]["AttemptDto"][];
        };
        HourCountDto: {
            /**
             * Format: date-time
             * @description Start of the hour.
             */
            hour: string;
            posts: number;
        };
        PostFrequencyDto: {
            data: components["schemas"]["HourCountDto"][];
        };
        SpreadPostsDto: {
            /** Format: uuid */
            connectionId: string;
            /** @description Between two posts, in minutes; at most a week. The last one must lie within two years. */
            spacingMinutes: number;
            /** @description When the first one goes out, with offset; the time it has, or now where that has passed, without. */
            startAt?: string;
            /**
             * @description True: only shows what would be.
             * @example true
             */
            preview?: boolean;
        };
        SpacedPostDto: {
            id: string;
            content: string;
            /**
             * Format: date-time
             * @description Before.
             */
            scheduledAt: string;
            /** Format: date-time */
            newScheduledAt: string;
        };
        SpreadResultDto: {
            /** @description False: nothing was changed, it was a preview. */
            applied: boolean;
            posts: components["schemas"]["SpacedPostDto"][];
        };
        SyncedEngagementDto: {
            postId: string;
            engagement: components["schemas"]["EngagementDto"];
        };
        EngagementSnapshotDto: {
            /** Format: date-time */
            takenAt: string;
            likes: number | null;
            comments: number | null;
            shares: number | null;
            reach: number | null;
            impressions: number | null;
        };
        EngagementHistoryDto: {
            /** @description Oldest first; at most the newest 500. */
            data: components["schemas"]["EngagementSnapshotDto"][];
        };
        EngagementDayDto: {
            /** @example 2027-05-05 */
            day: string;
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            posts: number;
            likes: number | null;
            comments: number | null;
            shares: number | null;
            reach: number | null;
            impressions: number | null;
        };
        EngagementDaysDto: {
            /** @description By day; days without posts are left out. */
            data: components["schemas"]["EngagementDayDto"][];
        };
        AuditEventDto: {
            id: string;
            /**
             * @description What was changed: SocialConnection, SocialPost, SocialMedia, SocialOAuthSession (a login that was started), SocialTenantPause,
             *     SocialBudget, SocialNoticeSettings or SocialWebhookEndpoint.
             * @example SocialPost
             */
            table: string;
            /**
             * @description Null for a setting of the tenant; `change` says which.
             * @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01
             */
            rowId: string | null;
            /**
             * @description The subject of the access token, or the database user with the program's name.
             * @example maria@club.example
             */
            actor: string;
            /**
             * @description Through psql, by column: the value before and after. Over the API: the call, and what its address does not say.
             * @example {
             *       "call": "POST posts/:id/cancel"
             *     }
             */
            change: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            occurredAt: string;
        };
        AuditEventPageDto: {
            data: components["schemas"]["AuditEventDto"][];
            nextCursor: string | null;
        };
        DiagnosisCheckDto: {
            /**
             * @description What was looked at; the order of the checks is that of their importance.
             * @example token-valid
             */
            name: string;
            /**
             * @description `skipped`: it was not looked at, `message` says why.
             * @example failed
             * @enum {string}
             */
            status: "failed" | "warning" | "passed" | "skipped";
            /** @example The Facebook password was changed, which ended the connection. Please reconnect the account. */
            message: string;
            /** @description The platform's own words, for operators. */
            detail?: string;
        };
        DiagnosisDto: {
            connectionId: string;
            /**
             * Format: date-time
             * @description When it was worked out; who asks again within ten seconds gets the same answer.
             */
            checkedAt: string;
            /**
             * @description `blocked`: no post can go out. `warning`: posts go out, or the platform could not be asked.
             * @example blocked
             * @enum {string}
             */
            status: "warning" | "healthy" | "blocked";
            /**
             * @description Stable code of the first check that failed; null: nothing wrong was found.
             * @example FACEBOOK_PASSWORD_CHANGED
             */
            cause: string | null;
            /**
             * @description What it is and what to do, in words for a club admin.
             * @example The Facebook password was changed, which ended the connection. Please reconnect the account.
             */
            message: string;
            /**
             * @description Who must act; null: nobody.
             * @example club-admin
             * @enum {string|null}
             */
            who: "platform" | "author" | "club-admin" | "wait" | "operator" | null;
            /**
             * @description Where to act: an address of the platform, or the call that starts a reconnect (POST).
             * @example https://social.example/api/v1/social/connections/01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20/reconnect
             */
            link: string | null;
            checks: components["schemas"]["DiagnosisCheckDto"][];
        };
        NoticeDto: {
            /**
             * @example INACTIVE
             * @enum {string}
             */
            cause: "EXPIRING" | "INACTIVE" | "AT_RISK" | "POST_REJECTED" | "OUTCOME_UNKNOWN";
            /**
             * @description MOOT: what it would have said was no longer so when its turn came.
             * @example SENT
             * @enum {string}
             */
            status: "PENDING" | "SENT" | "FAILED" | "MOOT";
            /**
             * @description What the mail server said.
             * @example null
             */
            lastError: string | null;
            /** @example 0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11 */
            id: string;
            /** @example 0198c5f0-6a2b-7c3d-8e4f-1a2b3c4d5e6f */
            connectionId: string;
            /** @example anna@rowing-club.example */
            recipient: string;
            /** @example [] */
            postIds: string[];
            /** @example 1 */
            attempts: number;
            /** Format: date-time */
            sentAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        NoticePageDto: {
            data: components["schemas"]["NoticeDto"][];
            nextCursor: string | null;
        };
        NoticeSettingsDto: {
            /**
             * Format: email
             * @description Who is written to about every connection of the tenant, besides the person who connected it; null: nobody else.
             * @example office@rowing-club.example
             */
            contactEmail: string | null;
        };
        CreateWebhookEndpointDto: {
            /**
             * @description Where events are sent to by POST: https at its own port, on the public internet.
             * @example https://crm.example.com/hooks/social
             */
            url: string;
            /**
             * @description Only these; left out or empty: all, also those that come with later versions.
             * @example [
             *       "post.published",
             *       "post.failed"
             *     ]
             */
            eventTypes?: ("post.scheduled" | "post.published" | "post.failed" | "post.outcome_unknown" | "post.blocked" | "post.cancelled" | "post.deleted_on_platform" | "connection.connected" | "connection.reconnected" | "connection.inactive" | "connection.expiring" | "connection.at_risk" | "endpoint.paused" | "webhook.test")[];
            /**
             * @description For people.
             * @example Production CRM
             */
            description?: string;
        };
        WebhookEndpointSecretDto: {
            /**
             * @description Shown this once. Receivers verify signatures with it.
             * @example whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDR4UxVtbXBFk=
             */
            secret: string;
            /** @example 0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11 */
            id: string;
            /** @example https://crm.example.com/hooks/social */
            url: string;
            /**
             * @description Empty: all.
             * @example [
             *       "post.published",
             *       "post.failed"
             *     ]
             */
            eventTypes: string[];
            /** @example Production CRM */
            description: string | null;
            /**
             * @description PAUSED: nothing is sent; what happens waits until it is enabled, for up to 30 days. `pausedReason` says why.
             * @example ACTIVE
             * @enum {string}
             */
            status: "ACTIVE" | "PAUSED";
            pausedReason: string | null;
            /** Format: date-time */
            pausedAt: string | null;
            /**
             * Format: date-time
             * @description The first failure after the last success; null while it works. After five days of it the endpoint is paused.
             */
            failingSince: string | null;
            /**
             * Format: date-time
             * @description Until then a second signature, by the secret of before the rotation, goes along.
             */
            previousSecretValidUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T12:00:00.000Z
             */
            createdAt: string;
        };
        WebhookEndpointDto: {
            /** @example 0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11 */
            id: string;
            /** @example https://crm.example.com/hooks/social */
            url: string;
            /**
             * @description Empty: all.
             * @example [
             *       "post.published",
             *       "post.failed"
             *     ]
             */
            eventTypes: string[];
            /** @example Production CRM */
            description: string | null;
            /**
             * @description PAUSED: nothing is sent; what happens waits until it is enabled, for up to 30 days. `pausedReason` says why.
             * @example ACTIVE
             * @enum {string}
             */
            status: "ACTIVE" | "PAUSED";
            pausedReason: string | null;
            /** Format: date-time */
            pausedAt: string | null;
            /**
             * Format: date-time
             * @description The first failure after the last success; null while it works. After five days of it the endpoint is paused.
             */
            failingSince: string | null;
            /**
             * Format: date-time
             * @description Until then a second signature, by the secret of before the rotation, goes along.
             */
            previousSecretValidUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T12:00:00.000Z
             */
            createdAt: string;
        };
        WebhookEndpointPageDto: {
            data: components["schemas"]["WebhookEndpointDto"][];
            nextCursor: string | null;
        };
        UpdateWebhookEndpointDto: {
            /** @example https://crm.example.com/hooks/social */
            url?: string;
            /**
             * @description Takes the place of the present choice; empty: all.
             * @example [
             *       "post.failed",
             *       "connection.inactive"
             *     ]
             */
            eventTypes?: ("post.scheduled" | "post.published" | "post.failed" | "post.outcome_unknown" | "post.blocked" | "post.cancelled" | "post.deleted_on_platform" | "connection.connected" | "connection.reconnected" | "connection.inactive" | "connection.expiring" | "connection.at_risk" | "endpoint.paused" | "webhook.test")[];
            /**
             * @description Null: none.
             * @example Production CRM
             */
            description?: string | null;
        };
        DeletedWebhookEndpointDto: {
            /** @example 0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11 */
            id: string;
        };
        WebhookDeliveryDto: {
            /**
             * @description The `webhook-id` that the receiver sees, the same for every try and replay.
             * @example 6f1f6c1e-2b0a-4d8e-8f52-0d3c6a6c2b11
             */
            id: string;
            /** @example 0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11 */
            endpointId: string;
            /** @example post.published */
            eventType: string;
            /**
             * @description PENDING: it is tried until it arrives. FAILED: given up after about three days; a replay tries again.
             * @example DELIVERED
             * @enum {string}
             */
            status: "PENDING" | "FAILED" | "DELIVERED";
            /**
             * @description Tries that set out for the receiver.
             * @example 1
             */
            attempts: number;
            /** Format: date-time */
            lastAttemptAt: string | null;
            /**
             * @description What the receiver answered last; null where it did not answer.
             * @example 200
             */
            lastStatusCode: number | null;
            /** @description Why the last try failed; null when it did not. */
            lastError: string | null;
            /**
             * Format: date-time
             * @description When it is tried next; null when it is not, or while its endpoint is paused.
             */
            nextAttemptAt: string | null;
            /** Format: date-time */
            deliveredAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        WebhookDeliveryPageDto: {
            data: components["schemas"]["WebhookDeliveryDto"][];
            nextCursor: string | null;
        };
        WebhookPayloadDto: {
            /** @example post.published */
            type: string;
            /**
             * @description When it happened.
             * @example 2026-11-22T12:00:00.000Z
             */
            timestamp: string;
            /** @description The post or the connection, with the names that this API gives its fields. */
            data: {
                [key: string]: unknown;
            };
        };
        WebhookDeliveryDetailDto: {
            /**
             * @description The `webhook-id` that the receiver sees, the same for every try and replay.
             * @example 6f1f6c1e-2b0a-4d8e-8f52-0d3c6a6c2b11
             */
            id: string;
            /** @example 0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11 */
            endpointId: string;
            /** @example post.published */
            eventType: string;
            /**
             * @description PENDING: it is tried until it arrives. FAILED: given up after about three days; a replay tries again.
             * @example DELIVERED
             * @enum {string}
             */
            status: "PENDING" | "FAILED" | "DELIVERED";
            /**
             * @description Tries that set out for the receiver.
             * @example 1
             */
            attempts: number;
            /** Format: date-time */
            lastAttemptAt: string | null;
            /**
             * @description What the receiver answered last; null where it did not answer.
             * @example 200
             */
            lastStatusCode: number | null;
            /** @description Why the last try failed; null when it did not. */
            lastError: string | null;
            /**
             * Format: date-time
             * @description When it is tried next; null when it is not, or while its endpoint is paused.
             */
            nextAttemptAt: string | null;
            /** Format: date-time */
            deliveredAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The body that is sent. */
            payload: components["schemas"]["WebhookPayloadDto"];
        };
        PageAccountDto: {
            accountId: string;
            accountName: string;
        };
        PageProblemDto: {
            code: string;
            message: string;
        };
        PageFoundAccountDto: {
            accountId: string;
            accountName: string;
            canPublish: boolean;
            /** @description Why it cannot publish, in words for the person who connects it. */
            problems: components["schemas"]["PageProblemDto"][];
        };
        PageConnectionDto: {
            id: string;
            accountName: string;
        };
        ReturnDto: {
            /** @example https://crm.example/social?status=connected */
            url: string;
            /** @example crm.example */
            host: string;
        };
        ConnectPageDto: {
            /**
             * @description RECONNECT: only `account` is taken.
             * @enum {string}
             */
            mode: "CONNECT" | "RECONNECT";
            /** @enum {string} */
            platform: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
            /**
             * @description READY: the dialog can be opened. WORKING: the platform is being asked. CHOOSING: accounts were found.
             * @enum {string}
             */
            status: "READY" | "FAILED" | "EXPIRED" | "CHOOSING" | "CONNECTED" | "WORKING";
            /** @description The account to reconnect. */
            account: components["schemas"]["PageAccountDto"] | (never | null);
            /**
             * @description Why it must be reconnected.
             * @example Facebook no longer accepts the login.
             */
            reason: string | null;
            /** @description Posts that wait behind it; nobody counts beyond 1,000. */
            waitingPosts: number;
            /** Format: date-time */
            nextPostAt: string | null;
            /** Format: date-time */
            expiresAt: string;
            /** @description What went wrong; the same link can be tried again until it expires. */
            problem: components["schemas"]["PageProblemDto"] | (never | null);
            accounts: components["schemas"]["PageFoundAccountDto"][];
            connected: components["schemas"]["PageConnectionDto"][];
            /** @description The way back to the CRM. */
            returnTo: components["schemas"]["ReturnDto"] | (never | null);
        };
        DialogDto: {
            authorizationUrl: string;
        };
        ChosenAccountsDto: {
            /** @description `accountId`s of accounts that can publish. */
            accountIds: string[];
        };
        MeDto: {
            /** @example acme */
            tenantId: string;
            /** @example anna */
            subject: string;
            /** @example anna@rowing-club.example */
            email: string | null;
            /**
             * @example [
             *       "social:read",
             *       "social:write"
             *     ]
             */
            scopes: string[];
            /**
             * Format: date-time
             * @description When the access token ends.
             */
            expiresAt: string;
        };
        ConsoleCodeDto: {
            /**
             * @description Works once.
             * @example v2bFhPq1…
             */
            code: string;
            /**
             * @description The console, with the code; open it in the person's browser.
             * @example https://social.example/#code=v2bFhPq1…
             */
            consoleUrl: string;
            /** Format: date-time */
            expiresAt: string;
        };
        RedeemDto: {
            /** @example v2bFhPq1… */
            code: string;
        };
        AccessDto: {
            /** @example eyJhbGciOiJIUzI1NiJ9… */
            accessToken: string;
            /** Format: date-time */
            expiresAt: string;
        };
        ProblemDto: {
            /**
             * Format: date-time
             * @description When the same call may be taken; the header `Retry-After` says the same in seconds.
             */
            retryAt?: string;
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable, for example `POST_NOT_FOUND`. */
            code: string;
            /** @description As in the header `x-request-id` of the answer, and in the logs. */
            requestId: string;
            /** @description What is wrong with which field; only where fields are. */
            errors?: components["schemas"]["FieldProblemDto"][];
            /** @description A wait without a time of its own, as in `Retry-After`. */
            retryAfterSeconds?: number;
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
    uploadsUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "the bytes of the file"
                 *     }
                 */
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "IMAGE",
                     *       "previewUrl": "https://social.example/media/01a0…/file.jpg?expires=1809504000&signature=Zk3…",
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "file": {
                     *         "width": null,
                     *         "height": null,
                     *         "durationMs": null,
                     *         "videoCodec": null,
                     *         "audioCodec": null,
                     *         "framesPerSecond": null,
                     *         "frames": null,
                     *         "mimeType": "image/jpeg",
                     *         "bytes": 1
                     *       },
                     *       "expiresAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MediaDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`, `MEDIA_FILE_MISSING`, `MEDIA_ONE_FILE`, `MEDIA_UPLOAD_CUT`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `IDEMPOTENCY_IN_PROGRESS`. */
            409: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`, `MEDIA_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`, `MEDIA_NOT_RECOGNISED`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It cannot be done with what was sent. Codes: `IDEMPOTENCY_KEY_REUSED`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`, `MEDIA_STORE_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    uploadsFind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "IMAGE",
                     *       "previewUrl": "https://social.example/media/01a0…/file.jpg?expires=1809504000&signature=Zk3…",
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "file": {
                     *         "width": null,
                     *         "height": null,
                     *         "durationMs": null,
                     *         "videoCodec": null,
                     *         "audioCodec": null,
                     *         "framesPerSecond": null,
                     *         "frames": null,
                     *         "mimeType": "image/jpeg",
                     *         "bytes": 1
                     *       },
                     *       "expiresAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MediaDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `MEDIA_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    uploadsRemove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "IMAGE",
                     *       "previewUrl": "https://social.example/media/01a0…/file.jpg?expires=1809504000&signature=Zk3…",
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "file": {
                     *         "width": null,
                     *         "height": null,
                     *         "durationMs": null,
                     *         "videoCodec": null,
                     *         "audioCodec": null,
                     *         "framesPerSecond": null,
                     *         "frames": null,
                     *         "mimeType": "image/jpeg",
                     *         "bytes": 1
                     *       },
                     *       "expiresAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MediaDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `MEDIA_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `MEDIA_IN_USE`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    oAuthAuthorize: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "platform": "FACEBOOK",
                 *       "returnUrl": "https://crm.example/social/done",
                 *       "notifyEmail": "anna@rowing-club.example"
                 *     }
                 */
                "application/json": components["schemas"]["AuthorizeDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "authorizationUrl": "https://www.facebook.com/v26.0/dialog/oauth?client_id=1234567890&state=9sWb…",
                     *       "connectUrl": "https://social.example/connect/Zk3…",
                     *       "sessionId": "01a0a5f2-5a0e-7c43-8b30-5e9c4b0b8d10",
                     *       "expiresAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AuthorizationDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `IDEMPOTENCY_IN_PROGRESS`, `PLATFORM_NOT_CONFIGURED`. */
            409: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It cannot be done with what was sent. Codes: `IDEMPOTENCY_KEY_REUSED`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    oAuthSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "platform": "FACEBOOK",
                     *       "status": "PENDING",
                     *       "expiresAt": "2027-05-05T10:00:00.000Z",
                     *       "problem": {
                     *         "code": "TOKEN_ENDING",
                     *         "message": "A sentence for people that says what happened and what to do."
                     *       },
                     *       "accounts": [
                     *         {
                     *           "accountId": "610000000000002",
                     *           "accountName": "Lakeside Sailing",
                     *           "canPublish": true,
                     *           "problems": [
                     *             {
                     *               "code": "TOKEN_ENDING",
                     *               "message": "A sentence for people that says what happened and what to do."
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "connections": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "platform": "FACEBOOK",
                     *           "accountId": "610000000000002",
                     *           "accountName": "Lakeside Sailing",
                     *           "isActive": true,
                     *           "tokenExpiresAt": "2027-05-05T10:00:00.000Z",
                     *           "dataAccessExpiresAt": "2027-05-05T10:00:00.000Z",
                     *           "lastPostAt": "2027-05-05T10:00:00.000Z",
                     *           "errorMessage": null,
                     *           "errorCode": null,
                     *           "rateLimitedUntil": "2027-05-05T10:00:00.000Z",
                     *           "rateLimitReason": null,
                     *           "rateSpacingSeconds": 1,
                     *           "rateSpacingUntil": "2027-05-05T10:00:00.000Z",
                     *           "minSpacingSeconds": 1,
                     *           "scopes": [
                     *             "pages_manage_posts"
                     *           ],
                     *           "warnings": [
                     *             {
                     *               "code": "TOKEN_ENDING",
                     *               "message": "A sentence for people that says what happened and what to do."
                     *             }
                     *           ],
                     *           "createdAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OAuthSessionDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `SESSION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    oAuthSelect: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "accountIds": [
                 *         "610000000000002"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SelectAccountsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connections": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "platform": "FACEBOOK",
                     *           "accountId": "610000000000002",
                     *           "accountName": "Lakeside Sailing",
                     *           "isActive": true,
                     *           "tokenExpiresAt": "2027-05-05T10:00:00.000Z",
                     *           "dataAccessExpiresAt": "2027-05-05T10:00:00.000Z",
                     *           "lastPostAt": "2027-05-05T10:00:00.000Z",
                     *           "errorMessage": null,
                     *           "errorCode": null,
                     *           "rateLimitedUntil": "2027-05-05T10:00:00.000Z",
                     *           "rateLimitReason": null,
                     *           "rateSpacingSeconds": 1,
                     *           "rateSpacingUntil": "2027-05-05T10:00:00.000Z",
                     *           "minSpacingSeconds": 1,
                     *           "scopes": [
                     *             "pages_manage_posts"
                     *           ],
                     *           "warnings": [
                     *             {
                     *               "code": "TOKEN_ENDING",
                     *               "message": "A sentence for people that says what happened and what to do."
                     *             }
                     *           ],
                     *           "createdAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SelectedDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `SESSION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `IDEMPOTENCY_IN_PROGRESS`, `SESSION_NOT_CHOOSING`. */
            409: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It cannot be done with what was sent. Codes: `IDEMPOTENCY_KEY_REUSED`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectionsList: {
        parameters: {
            query?: {
                /** @description Most items on the page. */
                limit?: number;
                platform?: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
                isActive?: boolean;
                /** @description Only active connections whose token ends within this many days. */
                expiringWithinDays?: number;
                /** @description Only those for which a person must do something (inactive, with an error, or with warnings), or only the others. */
                needsAttention?: boolean;
                /** @description `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "platform": "FACEBOOK",
                     *           "accountId": "610000000000002",
                     *           "accountName": "Lakeside Sailing",
                     *           "isActive": true,
                     *           "tokenExpiresAt": "2027-05-05T10:00:00.000Z",
                     *           "dataAccessExpiresAt": "2027-05-05T10:00:00.000Z",
                     *           "lastPostAt": "2027-05-05T10:00:00.000Z",
                     *           "errorMessage": null,
                     *           "errorCode": null,
                     *           "rateLimitedUntil": "2027-05-05T10:00:00.000Z",
                     *           "rateLimitReason": null,
                     *           "rateSpacingSeconds": 1,
                     *           "rateSpacingUntil": "2027-05-05T10:00:00.000Z",
                     *           "minSpacingSeconds": 1,
                     *           "scopes": [
                     *             "pages_manage_posts"
                     *           ],
                     *           "warnings": [
                     *             {
                     *               "code": "TOKEN_ENDING",
                     *               "message": "A sentence for people that says what happened and what to do."
                     *             }
                     *           ],
                     *           "createdAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionPageDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectionsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "platform": "FACEBOOK",
                     *       "accountId": "610000000000002",
                     *       "accountName": "Lakeside Sailing",
                     *       "isActive": true,
                     *       "tokenExpiresAt": "2027-05-05T10:00:00.000Z",
                     *       "dataAccessExpiresAt": "2027-05-05T10:00:00.000Z",
                     *       "lastPostAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "rateLimitedUntil": "2027-05-05T10:00:00.000Z",
                     *       "rateLimitReason": null,
                     *       "rateSpacingSeconds": 1,
                     *       "rateSpacingUntil": "2027-05-05T10:00:00.000Z",
                     *       "minSpacingSeconds": 1,
                     *       "scopes": [
                     *         "pages_manage_posts"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "TOKEN_ENDING",
                     *           "message": "A sentence for people that says what happened and what to do."
                     *         }
                     *       ],
                     *       "createdAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectionsDisconnect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "revoked": true,
                     *       "message": "A sentence for people that says what happened and what to do."
                     *     }
                     */
                    "application/json": components["schemas"]["DisconnectedDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectionsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minSpacingSeconds": 0
                 *     }
                 */
                "application/json": components["schemas"]["UpdateConnectionDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "platform": "FACEBOOK",
                     *       "accountId": "610000000000002",
                     *       "accountName": "Lakeside Sailing",
                     *       "isActive": true,
                     *       "tokenExpiresAt": "2027-05-05T10:00:00.000Z",
                     *       "dataAccessExpiresAt": "2027-05-05T10:00:00.000Z",
                     *       "lastPostAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "rateLimitedUntil": "2027-05-05T10:00:00.000Z",
                     *       "rateLimitReason": null,
                     *       "rateSpacingSeconds": 1,
                     *       "rateSpacingUntil": "2027-05-05T10:00:00.000Z",
                     *       "minSpacingSeconds": 1,
                     *       "scopes": [
                     *         "pages_manage_posts"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "TOKEN_ENDING",
                     *           "message": "A sentence for people that says what happened and what to do."
                     *         }
                     *       ],
                     *       "createdAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectionsRateLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "limitedUntil": "2027-05-05T10:00:00.000Z",
                     *       "reason": null,
                     *       "spacingSeconds": 1,
                     *       "spacingUntil": "2027-05-05T10:00:00.000Z",
                     *       "data": [
                     *         {
                     *           "scope": "connection",
                     *           "endpoint": "POST /2/tweets",
                     *           "window": "24h-app",
                     *           "limit": null,
                     *           "remaining": null,
                     *           "usedPercent": null,
                     *           "resetsAt": "2027-05-05T10:00:00.000Z",
                     *           "seenAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RateLimitsDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectionsRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "platform": "FACEBOOK",
                     *       "accountId": "610000000000002",
                     *       "accountName": "Lakeside Sailing",
                     *       "isActive": true,
                     *       "tokenExpiresAt": "2027-05-05T10:00:00.000Z",
                     *       "dataAccessExpiresAt": "2027-05-05T10:00:00.000Z",
                     *       "lastPostAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "rateLimitedUntil": "2027-05-05T10:00:00.000Z",
                     *       "rateLimitReason": null,
                     *       "rateSpacingSeconds": 1,
                     *       "rateSpacingUntil": "2027-05-05T10:00:00.000Z",
                     *       "minSpacingSeconds": 1,
                     *       "scopes": [
                     *         "pages_manage_posts"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "TOKEN_ENDING",
                     *           "message": "A sentence for people that says what happened and what to do."
                     *         }
                     *       ],
                     *       "createdAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `REFRESH_NOT_SUPPORTED`, `RECONNECT_REQUIRED`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`, `REFRESH_POSTPONED`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectionsReconnect: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "returnUrl": "https://crm.example/social/done",
                 *       "notifyEmail": "anna@rowing-club.example"
                 *     }
                 */
                "application/json": components["schemas"]["ReconnectDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "authorizationUrl": "https://www.facebook.com/v26.0/dialog/oauth?client_id=1234567890&state=9sWb…",
                     *       "connectUrl": "https://social.example/connect/Zk3…",
                     *       "sessionId": "01a0a5f2-5a0e-7c43-8b30-5e9c4b0b8d10",
                     *       "expiresAt": "2027-05-05T10:00:00.000Z",
                     *       "reconnectUrl": "https://social.example/api/v1/social/oauth/facebook/start/Zk3…"
                     *     }
                     */
                    "application/json": components["schemas"]["ReconnectStartedDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `IDEMPOTENCY_IN_PROGRESS`, `PLATFORM_NOT_CONFIGURED`. */
            409: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It cannot be done with what was sent. Codes: `IDEMPOTENCY_KEY_REUSED`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectionsDeactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "platform": "FACEBOOK",
                     *       "accountId": "610000000000002",
                     *       "accountName": "Lakeside Sailing",
                     *       "isActive": true,
                     *       "tokenExpiresAt": "2027-05-05T10:00:00.000Z",
                     *       "dataAccessExpiresAt": "2027-05-05T10:00:00.000Z",
                     *       "lastPostAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "rateLimitedUntil": "2027-05-05T10:00:00.000Z",
                     *       "rateLimitReason": null,
                     *       "rateSpacingSeconds": 1,
                     *       "rateSpacingUntil": "2027-05-05T10:00:00.000Z",
                     *       "minSpacingSeconds": 1,
                     *       "scopes": [
                     *         "pages_manage_posts"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "TOKEN_ENDING",
                     *           "message": "A sentence for people that says what happened and what to do."
                     *         }
                     *       ],
                     *       "createdAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectionDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    budgetsList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "platform": "FACEBOOK",
                     *           "monthlyUsd": null,
                     *           "spentUsd": 1,
                     *           "remainingUsd": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BudgetListDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    budgetsSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example FACEBOOK */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "monthlyUsd": null
                 *     }
                 */
                "application/json": components["schemas"]["SetBudgetDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "platform": "FACEBOOK",
                     *       "monthlyUsd": null,
                     *       "spentUsd": 1,
                     *       "remainingUsd": null
                     *     }
                     */
                    "application/json": components["schemas"]["BudgetDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `PLATFORM_UNKNOWN`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `PLATFORM_IS_FREE`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    bulkCreationCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "posts": [
                 *         {
                 *           "connectionIds": [
                 *             "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20"
                 *           ],
                 *           "scheduledAt": "2027-05-05T10:00:00+02:00",
                 *           "content": "The boathouse opens at ten."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["BulkPostsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1,
                     *       "refused": 1,
                     *       "results": [
                     *         {
                     *           "index": 1,
                     *           "status": "CREATED",
                     *           "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *           "posts": [
                     *             {
                     *               "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *               "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *               "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *               "platform": "FACEBOOK",
                     *               "status": "SCHEDULED",
                     *               "content": "The boathouse opens at ten.",
                     *               "media": [
                     *                 {
                     *                   "type": "IMAGE"
                     *                 }
                     *               ],
                     *               "options": {},
                     *               "rootPostId": null,
                     *               "part": null,
                     *               "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *               "publishedAt": "2027-05-05T10:00:00.000Z",
                     *               "platformPostId": "610000000000002_17",
                     *               "permalink": "https://www.facebook.com/610000000000002_17",
                     *               "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *               "errorMessage": null,
                     *               "errorCode": null,
                     *               "retryCount": 1,
                     *               "blockedReason": null,
                     *               "waitingReason": null,
                     *               "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *               "engagement": {
                     *                 "likes": null,
                     *                 "comments": null,
                     *                 "shares": null,
                     *                 "reach": null,
                     *                 "impressions": null,
                     *                 "syncedAt": "2027-05-05T10:00:00.000Z"
                     *               },
                     *               "clientReference": null,
                     *               "estimatedCostUsd": null,
                     *               "createdBy": "anna",
                     *               "createdAt": "2027-05-05T10:00:00.000Z",
                     *               "version": 1
                     *             }
                     *           ],
                     *           "problem": {
                     *             "type": "urn:problem:social:client-reference-taken",
                     *             "title": "Conflict",
                     *             "status": 1,
                     *             "detail": "A sentence for people that says what happened and what to do.",
                     *             "code": "TOKEN_ENDING",
                     *             "requestId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BulkResultDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `IDEMPOTENCY_IN_PROGRESS`. */
            409: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It cannot be done with what was sent. Codes: `IDEMPOTENCY_KEY_REUSED`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    calendarShow: {
        parameters: {
            query: {
                connectionId?: string;
                platform?: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
                /** @description At or after, with offset. */
                from: string;
                /** @description Before, with offset; at most 62 days after `from`. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *           "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *           "platform": "FACEBOOK",
                     *           "accountName": "Lakeside Sailing",
                     *           "status": "SCHEDULED",
                     *           "at": "2027-05-05T10:00:00.000Z",
                     *           "content": "The boathouse opens at ten.",
                     *           "hasMedia": true
                     *         }
                     *       ],
                     *       "isCut": true
                     *     }
                     */
                    "application/json": components["schemas"]["CalendarDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    calendarWaitingPosts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *           "scheduled": 1,
                     *           "due": 1,
                     *           "nextAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WaitingPostsListDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    platformsList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "platform": "FACEBOOK",
                     *           "name": "Facebook",
                     *           "text": {
                     *             "maxLength": 1,
                     *             "counting": "CHARACTERS",
                     *             "linkLength": null,
                     *             "linksClickable": true,
                     *             "maxHashtags": null,
                     *             "maxMentions": null
                     *           },
                     *           "kinds": [
                     *             {
                     *               "kind": "POST",
                     *               "minMedia": 1,
                     *               "maxImages": 1,
                     *               "maxVideos": 1,
                     *               "maxMixed": 1,
                     *               "showsText": true,
                     *               "image": {
                     *                 "mimeTypes": [
                     *                   "image/jpeg"
                     *                 ],
                     *                 "convertedTypes": [
                     *                   "image/png"
                     *                 ],
                     *                 "maxBytes": 1,
                     *                 "minWidth": null,
                     *                 "maxWidth": null,
                     *                 "minRatio": null,
                     *                 "maxRatio": null
                     *               },
                     *               "animation": {
                     *                 "maxBytes": 1,
                     *                 "maxWidth": 1,
                     *                 "maxHeight": 1,
                     *                 "maxFrames": 1
                     *               },
                     *               "video": {
                     *                 "mimeTypes": [
                     *                   "image/jpeg"
                     *                 ],
                     *                 "videoCodecs": [
                     *                   "avc"
                     *                 ],
                     *                 "audioCodecs": [
                     *                   "aac"
                     *                 ],
                     *                 "maxBytes": 1,
                     *                 "minDurationMs": 1,
                     *                 "maxDurationMs": 1,
                     *                 "minFramesPerSecond": null,
                     *                 "maxFramesPerSecond": null,
                     *                 "minWidth": null,
                     *                 "maxWidth": null,
                     *                 "minHeight": null,
                     *                 "maxHeight": null,
                     *                 "maxShortSide": null,
                     *                 "minRatio": null,
                     *                 "maxRatio": null
                     *               }
                     *             }
                     *           ],
                     *           "altText": {
                     *             "maxLength": 1,
                     *             "mediaTypes": [
                     *               "IMAGE"
                     *             ]
                     *           },
                     *           "options": [
                     *             "firstComment"
                     *           ],
                     *           "firstComment": {
                     *             "maxLength": 1
                     *           },
                     *           "thread": {
                     *             "maxParts": 1
                     *           },
                     *           "poll": {
                     *             "minOptions": 1,
                     *             "maxOptions": 1,
                     *             "maxOptionLength": 1,
                     *             "minMinutes": 1,
                     *             "maxMinutes": 1
                     *           },
                     *           "replySettings": [
                     *             "EVERYONE"
                     *           ],
                     *           "canDelete": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PlatformListDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsList: {
        parameters: {
            query?: {
                /** @description Most items on the page. */
                limit?: number;
                status?: "DRAFT" | "SCHEDULED" | "PUBLISHING" | "PUBLISHED" | "FAILED" | "CANCELLED";
                connectionId?: string;
                platform?: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
                groupId?: string;
                /** @description Only what follows this post: the parts of its thread, its first comment. */
                rootPostId?: string;
                /** @description Scheduled at or after, with offset. */
                from?: string;
                /** @description Scheduled before, with offset. */
                to?: string;
                /** @description `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *           "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *           "platform": "FACEBOOK",
                     *           "status": "SCHEDULED",
                     *           "content": "The boathouse opens at ten.",
                     *           "media": [
                     *             {
                     *               "type": "IMAGE"
                     *             }
                     *           ],
                     *           "options": {},
                     *           "rootPostId": null,
                     *           "part": null,
                     *           "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *           "publishedAt": "2027-05-05T10:00:00.000Z",
                     *           "platformPostId": "610000000000002_17",
                     *           "permalink": "https://www.facebook.com/610000000000002_17",
                     *           "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *           "errorMessage": null,
                     *           "errorCode": null,
                     *           "retryCount": 1,
                     *           "blockedReason": null,
                     *           "waitingReason": null,
                     *           "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *           "engagement": {
                     *             "likes": null,
                     *             "comments": null,
                     *             "shares": null,
                     *             "reach": null,
                     *             "impressions": null,
                     *             "syncedAt": "2027-05-05T10:00:00.000Z"
                     *           },
                     *           "clientReference": null,
                     *           "estimatedCostUsd": null,
                     *           "createdBy": "anna",
                     *           "createdAt": "2027-05-05T10:00:00.000Z",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PostPageDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connectionIds": [
                 *         "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20"
                 *       ],
                 *       "scheduledAt": "2027-05-05T10:00:00+02:00",
                 *       "content": "The boathouse opens at ten."
                 *     }
                 */
                "application/json": components["schemas"]["CreatePostDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *       "posts": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *           "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *           "platform": "FACEBOOK",
                     *           "status": "SCHEDULED",
                     *           "content": "The boathouse opens at ten.",
                     *           "media": [
                     *             {
                     *               "type": "IMAGE"
                     *             }
                     *           ],
                     *           "options": {},
                     *           "rootPostId": null,
                     *           "part": null,
                     *           "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *           "publishedAt": "2027-05-05T10:00:00.000Z",
                     *           "platformPostId": "610000000000002_17",
                     *           "permalink": "https://www.facebook.com/610000000000002_17",
                     *           "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *           "errorMessage": null,
                     *           "errorCode": null,
                     *           "retryCount": 1,
                     *           "blockedReason": null,
                     *           "waitingReason": null,
                     *           "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *           "engagement": {
                     *             "likes": null,
                     *             "comments": null,
                     *             "shares": null,
                     *             "reach": null,
                     *             "impressions": null,
                     *             "syncedAt": "2027-05-05T10:00:00.000Z"
                     *           },
                     *           "clientReference": null,
                     *           "estimatedCostUsd": null,
                     *           "createdBy": "anna",
                     *           "createdAt": "2027-05-05T10:00:00.000Z",
                     *           "version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PostGroupDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `IDEMPOTENCY_IN_PROGRESS`, `CLIENT_REFERENCE_TAKEN`. */
            409: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It cannot be done with what was sent. Codes: `IDEMPOTENCY_KEY_REUSED`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsValidate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connectionIds": [
                 *         "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20"
                 *       ],
                 *       "scheduledAt": "2027-05-05T10:00:00+02:00",
                 *       "content": "The boathouse opens at ten."
                 *     }
                 */
                "application/json": components["schemas"]["CreatePostDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "valid": true,
                     *       "results": [
                     *         {
                     *           "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *           "platform": "FACEBOOK",
                     *           "valid": true,
                     *           "problems": [
                     *             {
                     *               "field": "content",
                     *               "code": "TOKEN_ENDING",
                     *               "message": "A sentence for people that says what happened and what to do."
                     *             }
                     *           ],
                     *           "preview": {
                     *             "thread": [
                     *               {
                     *                 "kind": "POST",
                     *                 "text": null,
                     *                 "cutText": "",
                     *                 "length": {
                     *                   "counting": "CHARACTERS",
                     *                   "counted": 1,
                     *                   "limit": 1,
                     *                   "remaining": 1
                     *                 },
                     *                 "links": [
                     *                   {
                     *                     "url": "https://club.example/regatta.jpg",
                     *                     "counts": 1,
                     *                     "isClickable": true
                     *                   }
                     *                 ],
                     *                 "notices": [
                     *                   {
                     *                     "code": "TOKEN_ENDING",
                     *                     "field": "content",
                     *                     "message": "A sentence for people that says what happened and what to do."
                     *                   }
                     *                 ]
                     *               }
                     *             ],
                     *             "kind": "POST",
                     *             "text": null,
                     *             "cutText": "",
                     *             "length": {
                     *               "counting": "CHARACTERS",
                     *               "counted": 1,
                     *               "limit": 1,
                     *               "remaining": 1
                     *             },
                     *             "links": [
                     *               {
                     *                 "url": "https://club.example/regatta.jpg",
                     *                 "counts": 1,
                     *                 "isClickable": true
                     *               }
                     *             ],
                     *             "notices": [
                     *               {
                     *                 "code": "TOKEN_ENDING",
                     *                 "field": "content",
                     *                 "message": "A sentence for people that says what happened and what to do."
                     *               }
                     *             ]
                     *           },
                     *           "estimatedCostUsd": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ValidationResultDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *       "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *       "platform": "FACEBOOK",
                     *       "status": "SCHEDULED",
                     *       "content": "The boathouse opens at ten.",
                     *       "media": [
                     *         {
                     *           "type": "IMAGE"
                     *         }
                     *       ],
                     *       "options": {},
                     *       "rootPostId": null,
                     *       "part": null,
                     *       "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *       "publishedAt": "2027-05-05T10:00:00.000Z",
                     *       "platformPostId": "610000000000002_17",
                     *       "permalink": "https://www.facebook.com/610000000000002_17",
                     *       "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "retryCount": 1,
                     *       "blockedReason": null,
                     *       "waitingReason": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "engagement": {
                     *         "likes": null,
                     *         "comments": null,
                     *         "shares": null,
                     *         "reach": null,
                     *         "impressions": null,
                     *         "syncedAt": "2027-05-05T10:00:00.000Z"
                     *       },
                     *       "clientReference": null,
                     *       "estimatedCostUsd": null,
                     *       "createdBy": "anna",
                     *       "createdAt": "2027-05-05T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PostDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsDelete: {
        parameters: {
            query?: {
                /** @description `true`: take the live post off its platform. */
                onPlatform?: "true" | "false";
            };
            header?: {
                /** @description The ETag of the post that was read. Where the post was changed since, nothing is done and the answer is 412 (`POST_CHANGED`). `*`, as no header, stands for any version. */
                "If-Match"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "deleted": "PLATFORM_POST",
                     *       "post": {
                     *         "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *         "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *         "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *         "platform": "FACEBOOK",
                     *         "status": "SCHEDULED",
                     *         "content": "The boathouse opens at ten.",
                     *         "media": [
                     *           {
                     *             "type": "IMAGE"
                     *           }
                     *         ],
                     *         "options": {},
                     *         "rootPostId": null,
                     *         "part": null,
                     *         "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *         "publishedAt": "2027-05-05T10:00:00.000Z",
                     *         "platformPostId": "610000000000002_17",
                     *         "permalink": "https://www.facebook.com/610000000000002_17",
                     *         "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *         "errorMessage": null,
                     *         "errorCode": null,
                     *         "retryCount": 1,
                     *         "blockedReason": null,
                     *         "waitingReason": null,
                     *         "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *         "engagement": {
                     *           "likes": null,
                     *           "comments": null,
                     *           "shares": null,
                     *           "reach": null,
                     *           "impressions": null,
                     *           "syncedAt": "2027-05-05T10:00:00.000Z"
                     *         },
                     *         "clientReference": null,
                     *         "estimatedCostUsd": null,
                     *         "createdBy": "anna",
                     *         "createdAt": "2027-05-05T10:00:00.000Z",
                     *         "version": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedPostDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `POST_WRONG_STATUS`, `POST_NOT_PUBLISHED`, `OUTCOME_UNKNOWN`, `RECONNECT_REQUIRED`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description It was changed in the meantime. Codes: `POST_CHANGED`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`, `RATE_LIMITED`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsEdit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the post that was read. Where the post was changed since, nothing is done and the answer is 412 (`POST_CHANGED`). `*`, as no header, stands for any version. */
                "If-Match"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": "The boathouse opens at eleven."
                 *     }
                 */
                "application/json": components["schemas"]["EditPostDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *       "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *       "platform": "FACEBOOK",
                     *       "status": "SCHEDULED",
                     *       "content": "The boathouse opens at ten.",
                     *       "media": [
                     *         {
                     *           "type": "IMAGE"
                     *         }
                     *       ],
                     *       "options": {},
                     *       "rootPostId": null,
                     *       "part": null,
                     *       "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *       "publishedAt": "2027-05-05T10:00:00.000Z",
                     *       "platformPostId": "610000000000002_17",
                     *       "permalink": "https://www.facebook.com/610000000000002_17",
                     *       "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "retryCount": 1,
                     *       "blockedReason": null,
                     *       "waitingReason": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "engagement": {
                     *         "likes": null,
                     *         "comments": null,
                     *         "shares": null,
                     *         "reach": null,
                     *         "impressions": null,
                     *         "syncedAt": "2027-05-05T10:00:00.000Z"
                     *       },
                     *       "clientReference": null,
                     *       "estimatedCostUsd": null,
                     *       "createdBy": "anna",
                     *       "createdAt": "2027-05-05T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PostDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `POST_WRONG_STATUS`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description It was changed in the meantime. Codes: `POST_CHANGED`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsPublish: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the post that was read. Where the post was changed since, nothing is done and the answer is 412 (`POST_CHANGED`). `*`, as no header, stands for any version. */
                "If-Match"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *       "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *       "platform": "FACEBOOK",
                     *       "status": "SCHEDULED",
                     *       "content": "The boathouse opens at ten.",
                     *       "media": [
                     *         {
                     *           "type": "IMAGE"
                     *         }
                     *       ],
                     *       "options": {},
                     *       "rootPostId": null,
                     *       "part": null,
                     *       "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *       "publishedAt": "2027-05-05T10:00:00.000Z",
                     *       "platformPostId": "610000000000002_17",
                     *       "permalink": "https://www.facebook.com/610000000000002_17",
                     *       "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "retryCount": 1,
                     *       "blockedReason": null,
                     *       "waitingReason": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "engagement": {
                     *         "likes": null,
                     *         "comments": null,
                     *         "shares": null,
                     *         "reach": null,
                     *         "impressions": null,
                     *         "syncedAt": "2027-05-05T10:00:00.000Z"
                     *       },
                     *       "clientReference": null,
                     *       "estimatedCostUsd": null,
                     *       "createdBy": "anna",
                     *       "createdAt": "2027-05-05T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PostDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `POST_WRONG_STATUS`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description It was changed in the meantime. Codes: `POST_CHANGED`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the post that was read. Where the post was changed since, nothing is done and the answer is 412 (`POST_CHANGED`). `*`, as no header, stands for any version. */
                "If-Match"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *       "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *       "platform": "FACEBOOK",
                     *       "status": "SCHEDULED",
                     *       "content": "The boathouse opens at ten.",
                     *       "media": [
                     *         {
                     *           "type": "IMAGE"
                     *         }
                     *       ],
                     *       "options": {},
                     *       "rootPostId": null,
                     *       "part": null,
                     *       "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *       "publishedAt": "2027-05-05T10:00:00.000Z",
                     *       "platformPostId": "610000000000002_17",
                     *       "permalink": "https://www.facebook.com/610000000000002_17",
                     *       "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "retryCount": 1,
                     *       "blockedReason": null,
                     *       "waitingReason": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "engagement": {
                     *         "likes": null,
                     *         "comments": null,
                     *         "shares": null,
                     *         "reach": null,
                     *         "impressions": null,
                     *         "syncedAt": "2027-05-05T10:00:00.000Z"
                     *       },
                     *       "clientReference": null,
                     *       "estimatedCostUsd": null,
                     *       "createdBy": "anna",
                     *       "createdAt": "2027-05-05T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PostDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `POST_WRONG_STATUS`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description It was changed in the meantime. Codes: `POST_CHANGED`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the post that was read. Where the post was changed since, nothing is done and the answer is 412 (`POST_CHANGED`). `*`, as no header, stands for any version. */
                "If-Match"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *       "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *       "platform": "FACEBOOK",
                     *       "status": "SCHEDULED",
                     *       "content": "The boathouse opens at ten.",
                     *       "media": [
                     *         {
                     *           "type": "IMAGE"
                     *         }
                     *       ],
                     *       "options": {},
                     *       "rootPostId": null,
                     *       "part": null,
                     *       "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *       "publishedAt": "2027-05-05T10:00:00.000Z",
                     *       "platformPostId": "610000000000002_17",
                     *       "permalink": "https://www.facebook.com/610000000000002_17",
                     *       "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "retryCount": 1,
                     *       "blockedReason": null,
                     *       "waitingReason": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "engagement": {
                     *         "likes": null,
                     *         "comments": null,
                     *         "shares": null,
                     *         "reach": null,
                     *         "impressions": null,
                     *         "syncedAt": "2027-05-05T10:00:00.000Z"
                     *       },
                     *       "clientReference": null,
                     *       "estimatedCostUsd": null,
                     *       "createdBy": "anna",
                     *       "createdAt": "2027-05-05T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PostDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `POST_WRONG_STATUS`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description It was changed in the meantime. Codes: `POST_CHANGED`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsReschedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the post that was read. Where the post was changed since, nothing is done and the answer is 412 (`POST_CHANGED`). `*`, as no header, stands for any version. */
                "If-Match"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scheduledAt": "2027-05-05T10:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["ReschedulePostDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "groupId": "01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11",
                     *       "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *       "platform": "FACEBOOK",
                     *       "status": "SCHEDULED",
                     *       "content": "The boathouse opens at ten.",
                     *       "media": [
                     *         {
                     *           "type": "IMAGE"
                     *         }
                     *       ],
                     *       "options": {},
                     *       "rootPostId": null,
                     *       "part": null,
                     *       "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *       "publishedAt": "2027-05-05T10:00:00.000Z",
                     *       "platformPostId": "610000000000002_17",
                     *       "permalink": "https://www.facebook.com/610000000000002_17",
                     *       "deletedOnPlatformAt": "2027-05-05T10:00:00.000Z",
                     *       "errorMessage": null,
                     *       "errorCode": null,
                     *       "retryCount": 1,
                     *       "blockedReason": null,
                     *       "waitingReason": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "engagement": {
                     *         "likes": null,
                     *         "comments": null,
                     *         "shares": null,
                     *         "reach": null,
                     *         "impressions": null,
                     *         "syncedAt": "2027-05-05T10:00:00.000Z"
                     *       },
                     *       "clientReference": null,
                     *       "estimatedCostUsd": null,
                     *       "createdBy": "anna",
                     *       "createdAt": "2027-05-05T10:00:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PostDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `POST_WRONG_STATUS`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description It was changed in the meantime. Codes: `POST_CHANGED`. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PostProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    postsAttempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "outcome": "never_sent",
                     *           "createdAt": "2027-05-05T10:00:00.000Z",
                     *           "sendStartedAt": "2027-05-05T10:00:00.000Z",
                     *           "closedAt": "2027-05-05T10:00:00.000Z",
                     *           "platformPostId": "610000000000002_17",
                     *           "errorCode": null,
                     *           "errorMessage": null,
                     *           "httpStatus": null,
                     *           "platformCode": null,
                     *           "platformRequestId": null,
                     *           "detail": "A sentence for people that says what happened and what to do."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AttemptListDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    spacingFrequency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "hour": "2027-05-05T10:00:00.000Z",
                     *           "posts": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PostFrequencyDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    spacingSpread: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                 *       "spacingMinutes": 1,
                 *       "preview": true
                 *     }
                 */
                "application/json": components["schemas"]["SpreadPostsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "applied": true,
                     *       "posts": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "content": "The boathouse opens at ten.",
                     *           "scheduledAt": "2027-05-05T10:00:00.000Z",
                     *           "newScheduledAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SpreadResultDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    engagementSync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "postId": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *       "engagement": {
                     *         "likes": null,
                     *         "comments": null,
                     *         "shares": null,
                     *         "reach": null,
                     *         "impressions": null,
                     *         "syncedAt": "2027-05-05T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SyncedEngagementDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `POST_NOT_PUBLISHED`, `DELETED_ON_PLATFORM`, `RECONNECT_REQUIRED`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`, `RATE_LIMITED`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    engagementHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "takenAt": "2027-05-05T10:00:00.000Z",
                     *           "likes": null,
                     *           "comments": null,
                     *           "shares": null,
                     *           "reach": null,
                     *           "impressions": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EngagementHistoryDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `POST_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    engagementDaysList: {
        parameters: {
            query: {
                /** @description Whose days are meant, by its IANA name. */
                timeZone: string;
                platform?: "FACEBOOK" | "INSTAGRAM" | "TWITTER";
                /** @description At or after, with offset. */
                from: string;
                /** @description Before, with offset; at most 62 days after `from`. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "day": "2027-05-05",
                     *           "platform": "FACEBOOK",
                     *           "posts": 1,
                     *           "likes": null,
                     *           "comments": null,
                     *           "shares": null,
                     *           "reach": null,
                     *           "impressions": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["EngagementDaysDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    auditList: {
        parameters: {
            query?: {
                /** @description Most items on the page. */
                limit?: number;
                /** @description Only changes of this connection's own row. */
                connectionId?: string;
                /** @description Only changes of this post, also when many were spread at once. */
                postId?: string;
                /** @description At or after, with offset. */
                from?: string;
                /** @description Before, with offset. */
                to?: string;
                /** @description `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "table": "SocialPost",
                     *           "rowId": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "actor": "maria@club.example",
                     *           "change": {
                     *             "call": "POST posts/:id/cancel"
                     *           },
                     *           "occurredAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AuditEventPageDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    diagnosisDiagnose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "connectionId": "01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20",
                     *       "checkedAt": "2027-05-05T10:00:00.000Z",
                     *       "status": "blocked",
                     *       "cause": "FACEBOOK_PASSWORD_CHANGED",
                     *       "message": "The Facebook password was changed, which ended the connection. Please reconnect the account.",
                     *       "who": "club-admin",
                     *       "link": "https://social.example/api/v1/social/connections/01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20/reconnect",
                     *       "checks": [
                     *         {
                     *           "name": "token-valid",
                     *           "status": "failed",
                     *           "message": "The Facebook password was changed, which ended the connection. Please reconnect the account."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DiagnosisDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONNECTION_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    noticesList: {
        parameters: {
            query?: {
                /** @description Most items on the page. */
                limit?: number;
                connectionId?: string;
                /** @description `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "cause": "INACTIVE",
                     *           "status": "SENT",
                     *           "lastError": null,
                     *           "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *           "connectionId": "0198c5f0-6a2b-7c3d-8e4f-1a2b3c4d5e6f",
                     *           "recipient": "anna@rowing-club.example",
                     *           "postIds": [],
                     *           "attempts": 1,
                     *           "sentAt": "2027-05-05T10:00:00.000Z",
                     *           "createdAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["NoticePageDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    noticesSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contactEmail": "office@rowing-club.example"
                     *     }
                     */
                    "application/json": components["schemas"]["NoticeSettingsDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    noticesUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "contactEmail": "office@rowing-club.example"
                 *     }
                 */
                "application/json": components["schemas"]["NoticeSettingsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contactEmail": "office@rowing-club.example"
                     *     }
                     */
                    "application/json": components["schemas"]["NoticeSettingsDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsList: {
        parameters: {
            query?: {
                /** @description Most items on the page. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *           "url": "https://crm.example.com/hooks/social",
                     *           "eventTypes": [
                     *             "post.published",
                     *             "post.failed"
                     *           ],
                     *           "description": "Production CRM",
                     *           "status": "ACTIVE",
                     *           "pausedReason": null,
                     *           "pausedAt": "2027-05-05T10:00:00.000Z",
                     *           "failingSince": "2027-05-05T10:00:00.000Z",
                     *           "previousSecretValidUntil": "2027-05-05T10:00:00.000Z",
                     *           "createdAt": "2026-11-22T12:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointPageDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://crm.example.com/hooks/social",
                 *       "eventTypes": [
                 *         "post.published",
                 *         "post.failed"
                 *       ],
                 *       "description": "Production CRM"
                 *     }
                 */
                "application/json": components["schemas"]["CreateWebhookEndpointDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDR4UxVtbXBFk=",
                     *       "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "url": "https://crm.example.com/hooks/social",
                     *       "eventTypes": [
                     *         "post.published",
                     *         "post.failed"
                     *       ],
                     *       "description": "Production CRM",
                     *       "status": "ACTIVE",
                     *       "pausedReason": null,
                     *       "pausedAt": "2027-05-05T10:00:00.000Z",
                     *       "failingSince": "2027-05-05T10:00:00.000Z",
                     *       "previousSecretValidUntil": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2026-11-22T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointSecretDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `IDEMPOTENCY_IN_PROGRESS`, `WEBHOOK_ENDPOINT_LIMIT`. */
            409: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It cannot be done with what was sent. Codes: `IDEMPOTENCY_KEY_REUSED`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "url": "https://crm.example.com/hooks/social",
                     *       "eventTypes": [
                     *         "post.published",
                     *         "post.failed"
                     *       ],
                     *       "description": "Production CRM",
                     *       "status": "ACTIVE",
                     *       "pausedReason": null,
                     *       "pausedAt": "2027-05-05T10:00:00.000Z",
                     *       "failingSince": "2027-05-05T10:00:00.000Z",
                     *       "previousSecretValidUntil": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2026-11-22T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_ENDPOINT_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11"
                     *     }
                     */
                    "application/json": components["schemas"]["DeletedWebhookEndpointDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_ENDPOINT_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://crm.example.com/hooks/social",
                 *       "eventTypes": [
                 *         "post.failed",
                 *         "connection.inactive"
                 *       ],
                 *       "description": "Production CRM"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateWebhookEndpointDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "url": "https://crm.example.com/hooks/social",
                     *       "eventTypes": [
                     *         "post.published",
                     *         "post.failed"
                     *       ],
                     *       "description": "Production CRM",
                     *       "status": "ACTIVE",
                     *       "pausedReason": null,
                     *       "pausedAt": "2027-05-05T10:00:00.000Z",
                     *       "failingSince": "2027-05-05T10:00:00.000Z",
                     *       "previousSecretValidUntil": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2026-11-22T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_ENDPOINT_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsRotateSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDR4UxVtbXBFk=",
                     *       "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "url": "https://crm.example.com/hooks/social",
                     *       "eventTypes": [
                     *         "post.published",
                     *         "post.failed"
                     *       ],
                     *       "description": "Production CRM",
                     *       "status": "ACTIVE",
                     *       "pausedReason": null,
                     *       "pausedAt": "2027-05-05T10:00:00.000Z",
                     *       "failingSince": "2027-05-05T10:00:00.000Z",
                     *       "previousSecretValidUntil": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2026-11-22T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointSecretDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_ENDPOINT_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `IDEMPOTENCY_IN_PROGRESS`. */
            409: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description It cannot be done with what was sent. Codes: `IDEMPOTENCY_KEY_REUSED`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "6f1f6c1e-2b0a-4d8e-8f52-0d3c6a6c2b11",
                     *       "endpointId": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "eventType": "post.published",
                     *       "status": "DELIVERED",
                     *       "attempts": 1,
                     *       "lastAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "lastStatusCode": 200,
                     *       "lastError": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "deliveredAt": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_ENDPOINT_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `WEBHOOK_ENDPOINT_PAUSED`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsPause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "url": "https://crm.example.com/hooks/social",
                     *       "eventTypes": [
                     *         "post.published",
                     *         "post.failed"
                     *       ],
                     *       "description": "Production CRM",
                     *       "status": "ACTIVE",
                     *       "pausedReason": null,
                     *       "pausedAt": "2027-05-05T10:00:00.000Z",
                     *       "failingSince": "2027-05-05T10:00:00.000Z",
                     *       "previousSecretValidUntil": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2026-11-22T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_ENDPOINT_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookEndpointsEnable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "url": "https://crm.example.com/hooks/social",
                     *       "eventTypes": [
                     *         "post.published",
                     *         "post.failed"
                     *       ],
                     *       "description": "Production CRM",
                     *       "status": "ACTIVE",
                     *       "pausedReason": null,
                     *       "pausedAt": "2027-05-05T10:00:00.000Z",
                     *       "failingSince": "2027-05-05T10:00:00.000Z",
                     *       "previousSecretValidUntil": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2026-11-22T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_ENDPOINT_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookDeliveriesList: {
        parameters: {
            query?: {
                /** @description Most items on the page. */
                limit?: number;
                /** @description `nextCursor` of the page before; leave it out for the first page. */
                cursor?: string;
                endpointId?: string;
                status?: "PENDING" | "DELIVERED" | "FAILED";
                eventType?: "post.scheduled" | "post.published" | "post.failed" | "post.outcome_unknown" | "post.blocked" | "post.cancelled" | "post.deleted_on_platform" | "connection.connected" | "connection.reconnected" | "connection.inactive" | "connection.expiring" | "connection.at_risk" | "endpoint.paused" | "webhook.test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "6f1f6c1e-2b0a-4d8e-8f52-0d3c6a6c2b11",
                     *           "endpointId": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *           "eventType": "post.published",
                     *           "status": "DELIVERED",
                     *           "attempts": 1,
                     *           "lastAttemptAt": "2027-05-05T10:00:00.000Z",
                     *           "lastStatusCode": 200,
                     *           "lastError": null,
                     *           "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *           "deliveredAt": "2027-05-05T10:00:00.000Z",
                     *           "createdAt": "2027-05-05T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryPageDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookDeliveriesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "6f1f6c1e-2b0a-4d8e-8f52-0d3c6a6c2b11",
                     *       "endpointId": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "eventType": "post.published",
                     *       "status": "DELIVERED",
                     *       "attempts": 1,
                     *       "lastAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "lastStatusCode": 200,
                     *       "lastError": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "deliveredAt": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2027-05-05T10:00:00.000Z",
                     *       "payload": {
                     *         "type": "post.published",
                     *         "timestamp": "2026-11-22T12:00:00.000Z",
                     *         "data": {}
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryDetailDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_DELIVERY_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    webhookDeliveriesReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "6f1f6c1e-2b0a-4d8e-8f52-0d3c6a6c2b11",
                     *       "endpointId": "0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11",
                     *       "eventType": "post.published",
                     *       "status": "DELIVERED",
                     *       "attempts": 1,
                     *       "lastAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "lastStatusCode": 200,
                     *       "lastError": null,
                     *       "nextAttemptAt": "2027-05-05T10:00:00.000Z",
                     *       "deliveredAt": "2027-05-05T10:00:00.000Z",
                     *       "createdAt": "2027-05-05T10:00:00.000Z",
                     *       "payload": {
                     *         "type": "post.published",
                     *         "timestamp": "2026-11-22T12:00:00.000Z",
                     *         "data": {}
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryDetailDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `WEBHOOK_DELIVERY_NOT_FOUND`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectPageShow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "mode": "CONNECT",
                     *       "platform": "FACEBOOK",
                     *       "status": "READY",
                     *       "account": {
                     *         "accountId": "610000000000002",
                     *         "accountName": "Lakeside Sailing"
                     *       },
                     *       "reason": "Facebook no longer accepts the login.",
                     *       "waitingPosts": 1,
                     *       "nextPostAt": "2027-05-05T10:00:00.000Z",
                     *       "expiresAt": "2027-05-05T10:00:00.000Z",
                     *       "problem": {
                     *         "code": "TOKEN_ENDING",
                     *         "message": "A sentence for people that says what happened and what to do."
                     *       },
                     *       "accounts": [
                     *         {
                     *           "accountId": "610000000000002",
                     *           "accountName": "Lakeside Sailing",
                     *           "canPublish": true,
                     *           "problems": [
                     *             {
                     *               "code": "TOKEN_ENDING",
                     *               "message": "A sentence for people that says what happened and what to do."
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "connected": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "accountName": "Lakeside Sailing"
                     *         }
                     *       ],
                     *       "returnTo": {
                     *         "url": "https://crm.example/social?status=connected",
                     *         "host": "crm.example"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectPageDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `LINK_UNKNOWN`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectPageStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "authorizationUrl": "https://www.facebook.com/v26.0/dialog/oauth?client_id=1234567890&state=9sWb…"
                     *     }
                     */
                    "application/json": components["schemas"]["DialogDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `CALLED_FROM_ANOTHER_SITE`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `LINK_UNKNOWN`, `RECONNECT_LINK_SPENT`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `PLATFORM_NOT_CONFIGURED`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    connectPageSelect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "accountIds": [
                 *         "610000000000002"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChosenAccountsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "mode": "CONNECT",
                     *       "platform": "FACEBOOK",
                     *       "status": "READY",
                     *       "account": {
                     *         "accountId": "610000000000002",
                     *         "accountName": "Lakeside Sailing"
                     *       },
                     *       "reason": "Facebook no longer accepts the login.",
                     *       "waitingPosts": 1,
                     *       "nextPostAt": "2027-05-05T10:00:00.000Z",
                     *       "expiresAt": "2027-05-05T10:00:00.000Z",
                     *       "problem": {
                     *         "code": "TOKEN_ENDING",
                     *         "message": "A sentence for people that says what happened and what to do."
                     *       },
                     *       "accounts": [
                     *         {
                     *           "accountId": "610000000000002",
                     *           "accountName": "Lakeside Sailing",
                     *           "canPublish": true,
                     *           "problems": [
                     *             {
                     *               "code": "TOKEN_ENDING",
                     *               "message": "A sentence for people that says what happened and what to do."
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "connected": [
                     *         {
                     *           "id": "01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01",
                     *           "accountName": "Lakeside Sailing"
                     *         }
                     *       ],
                     *       "returnTo": {
                     *         "url": "https://crm.example/social?status=connected",
                     *         "host": "crm.example"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ConnectPageDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `CALLED_FROM_ANOTHER_SITE`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `LINK_UNKNOWN`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Things stand in a way that does not allow it. Codes: `SESSION_NOT_CHOOSING`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    consoleMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenantId": "acme",
                     *       "subject": "anna",
                     *       "email": "anna@rowing-club.example",
                     *       "scopes": [
                     *         "social:read",
                     *         "social:write"
                     *       ],
                     *       "expiresAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["MeDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    consoleCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "v2bFhPq1…",
                     *       "consoleUrl": "https://social.example/#code=v2bFhPq1…",
                     *       "expiresAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ConsoleCodeDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token is missing or not valid. Codes: `ACCESS_TOKEN_INVALID`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The access token lacks the scope of this call. Codes: `SCOPE_MISSING`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not possible at the moment; try again. Codes: `TOKEN_KEYS_UNAVAILABLE`. */
            503: {
                headers: {
                    /** @description Seconds after which the same call may be taken; only where that is known. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    consoleRedeem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "v2bFhPq1…"
                 *     }
                 */
                "application/json": components["schemas"]["RedeemDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJIUzI1NiJ9…",
                     *       "expiresAt": "2027-05-05T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AccessDto"];
                };
            };
            /** @description The request breaks a rule; `errors` names the fields. Codes: `VALIDATION_FAILED`, `BODY_UNREADABLE`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description There is no such row in this tenant. Codes: `CONSOLE_CODE_SPENT`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is too large. Codes: `BODY_TOO_LARGE`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description The body is of a kind that is not taken. Codes: `UNSUPPORTED_MEDIA_TYPE`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Anything else that went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
}
