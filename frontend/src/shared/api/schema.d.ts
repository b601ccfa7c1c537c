// Generated from docs/openapi.json by `npm run api`; not to be edited.
export interface paths {
    "/api/v1/attestations/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An attestation: its person, their trainers, administrators */
        get: operations["readAttestation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attestations/{number}.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An attestation for print */
        get: operations["printAttestation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attestations/{number}/reissue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give another in the place of one that was revoked by mistake */
        post: operations["reissueAttestation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attestations/{number}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an attestation, with a reason */
        post: operations["revokeAttestation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attestations/{number}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether an attestation is valid, whose, of what training; public */
        get: operations["verifyAttestation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the offer */
        get: operations["searchCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far something I asked for is */
        get: operations["readJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/learn/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The table of contents of a session, and where one is in it */
        get: operations["readLearningPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/learn/{session}/activities/{activity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The content of an activity */
        get: operations["readActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/learn/{session}/activities/{activity}/launch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prepare an activity that is a package to be played */
        post: operations["launchPackage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/learn/{session}/activities/{activity}/package": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am in a package that has parts, while it plays */
        get: operations["readPlaying"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/learn/{session}/activities/{activity}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A page was read, a file downloaded, a link followed */
        post: operations["recordSeen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/learn/{session}/activities/{activity}/video": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How far one is in a video */
        post: operations["recordVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am and what I may do */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/attestations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own attestations, the last first */
        get: operations["listMyAttestations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/catalogue-preset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Facets with which my catalogue opens */
        get: operations["getCataloguePreset"];
        /** Remember them */
        put: operations["saveCataloguePreset"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My trainings, with progress */
        get: operations["listMyEnrolments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/favourites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parcours I keep */
        get: operations["listMyFavourites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/favourites/{parcours}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a parcours */
        put: operations["keepFavourite"];
        post?: never;
        /** Keep it no more */
        delete: operations["dropFavourite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own training history */
        get: operations["listMyHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/history.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own history for a spreadsheet */
        get: operations["exportMyHistoryCSV"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/history.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole of one's own history */
        get: operations["exportMyHistoryJSON"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/history.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own history for print */
        get: operations["exportMyHistoryPDF"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I have been told, the latest first */
        get: operations["listMyNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark some of it, or all, as read */
        put: operations["readNotices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/notices/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much of it I have not read */
        get: operations["countUnreadNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The packages I imported, the last first */
        get: operations["listMyPackages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/parcours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parcours I design */
        get: operations["listMyParcours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change my password; ends all my sign-ins */
        put: operations["changeMyPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change my profile and my language */
        put: operations["saveMyProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/profile/asked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Do not ask me again to complete my profile */
        put: operations["noteProfileAsked"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions I train */
        get: operations["listMySessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own traces, the last stored first */
        get: operations["listMyStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/statements/{statement}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them, as it is kept */
        get: operations["readMyStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/visibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What others can see of oneself, and who looked */
        get: operations["readVisibility"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import an uploaded package */
        post: operations["importPackage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/packages/{package}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A package, with what was noticed when it was imported */
        get: operations["readPackage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a parcours */
        post: operations["createParcours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page of a parcours */
        get: operations["getParcours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take out of the offer */
        post: operations["archiveParcours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace the card */
        put: operations["saveCard"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/concepteurs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those who design a parcours */
        get: operations["listConcepteurs"];
        put?: never;
        /** Add somebody, by address, to those who design a parcours */
        post: operations["addConcepteur"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/concepteurs/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take somebody out of those who design a parcours */
        delete: operations["removeConcepteur"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make my own copy */
        post: operations["copyParcours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make of a received file one that the parcours may show */
        post: operations["keepMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offer the latest version */
        post: operations["publishParcours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back as a draft */
        post: operations["restoreParcours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a version from the latest */
        post: operations["createVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/versions/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version with all that is in it */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parcours/{id}/versions/{n}/structure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace what is in a draft version */
        put: operations["saveStructure"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of an académie, by name */
        get: operations["listPeople"];
        put?: never;
        /** Add a person */
        post: operations["addPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person that I manage */
        get: operations["readPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Close an account or open it again */
        put: operations["disablePerson"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a person a new password */
        put: operations["setPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a role */
        put: operations["grantRole"];
        post?: never;
        /** Take a role, at once */
        delete: operations["ungrantRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pilot/{academie}/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same figures for a spreadsheet */
        get: operations["exportPilot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pilot/{academie}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of an académie, for those who pilot it */
        get: operations["readPilotSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a visitor may know of this installation */
        get: operations["readPlatform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys under which programs use the record store */
        get: operations["listRecordCredentials"];
        put?: never;
        /** Make a key; its secret is told once */
        post: operations["createRecordCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/credentials/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a key */
        delete: operations["revokeRecordCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long the statements of each source are kept, and name people; a source that is not there keeps them for ever */
        get: operations["listRecordRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/rules/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set it for a source: a key, platform, persons, launches or import */
        put: operations["setRecordRule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The record stores to which statements are forwarded, and how far each is */
        get: operations["listRecordTargets"];
        put?: never;
        /** Have statements forwarded to a record store */
        post: operations["addRecordTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/targets/{target}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End forwarding to it, and forget its key */
        delete: operations["removeRecordTarget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/targets/{target}/paused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stop forwarding to it, or go on from where it was */
        put: operations["pauseRecordTarget"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/targets/{target}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The statements that it has refused, set aside */
        get: operations["listRecordTargetRefusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reference/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists that cards refer to */
        get: operations["getOfferReference"];
        /** Replace the lists */
        put: operations["saveOfferReference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reference/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lists a profile refers to */
        get: operations["peopleReference"];
        /** Edit the lists a profile refers to */
        put: operations["replacePeopleReference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a session of a parcours */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A session, for those who train it */
        get: operations["getSession"];
        /** Replace what is said of a session */
        put: operations["saveSession"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/announce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the enrolments of a session */
        post: operations["announceSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a session */
        post: operations["cancelSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a session */
        post: operations["closeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Enrol, or ask for a place */
        put: operations["enrol"];
        post?: never;
        /** Withdraw, or take the request back */
        delete: operations["withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses invited that nobody has yet */
        get: operations["listInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["deleteInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/meetings/{meeting}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add or replace a meeting */
        put: operations["saveMeeting"];
        post?: never;
        /** Remove a meeting */
        delete: operations["deleteMeeting"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write to participants */
        post: operations["writeToParticipants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a session */
        post: operations["openSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Participants of a session */
        get: operations["listParticipants"];
        put?: never;
        /** Enrol pasted addresses */
        post: operations["addParticipants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/participants/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take somebody out */
        delete: operations["removeParticipant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/participants/{person}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody in */
        post: operations["acceptParticipant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/participants/{person}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse somebody */
        post: operations["refuseParticipant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopen a session */
        post: operations["reopenSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/trainers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those who train a session */
        get: operations["listTrainers"];
        put?: never;
        /** Add somebody, by address, to those who train a session */
        post: operations["addTrainer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/trainers/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take somebody out of those who train a session */
        delete: operations["removeTrainer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/meetings/{meeting}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The trainer's word on who was at a meeting */
        put: operations["markAttendance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/participants/{person}/activities/{activity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The trainer's word that a participant completed an activity, or takes it back */
        put: operations["tickActivity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/participants/{person}/activities/{activity}/waive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a participant need not do a part of a package */
        post: operations["waivePart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/participants/{person}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every word given on a participant's presences, corrections included */
        get: operations["listAttendanceWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/participants/{person}/attestations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a participant was given, the last first, ended ones included */
        get: operations["listParticipantAttestations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/participants/{person}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a participant is in the parts of their packages of cmi5; participants see who looked */
        get: operations["listParticipantParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where each participant is; participants see who looked */
        get: operations["listSessionProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The traces of the people of a session, or of one of them, for who leads it; they are told of it */
        get: operations["listSessionStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{session}/statements/{statement}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them, as it is kept but for durations */
        get: operations["readSessionStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with an e-mail address and a password */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out here */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End every sign-in of mine */
        post: operations["signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/token/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange the refresh token for a new pass */
        post: operations["refreshToken"];
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
        AddParticipantsRequest: {
            /** @description As pasted: commas, semicolons, bars, lines, Name <address> */
            addresses: string;
        };
        AddPersonInputBody: {
            emails: string[];
            familyName: string;
            givenName: string;
            /** @enum {string} */
            locale?: "fr" | "en";
            password?: string;
            profile: components["schemas"]["IdentityProfile"];
            roles?: components["schemas"]["IdentityRole"][] | null;
        };
        AddTargetInputBody: {
            /** @description IRI; empty: any */
            activity?: string;
            /**
             * Format: date-time
             * @description Those stored since, too; absent: from now on
             */
            from?: string;
            key: string;
            name: string;
            /** @description Kept, and shown to nobody */
            secret: string;
            /** @description Of its root: https://lrs.example/xapi */
            url: string;
            /** @description IRIs; empty: all */
            verbs?: string[] | null;
            /** @enum {string} */
            version?: "1.0.3" | "2.0.0";
        };
        AppDemoAccount: {
            email: string;
            /** @description The role in English */
            english: string;
            name: string;
            password: string;
            /** @description In French */
            role: string;
        };
        AppJob: {
            /** Format: date-time */
            created: string;
            /**
             * Format: int64
             * @description Units done, of total
             */
            done: number;
            failure?: components["schemas"]["AppJobFailure"];
            id: string;
            kind: string;
            /** @description What the kind hands back */
            result?: unknown;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed";
            /**
             * Format: int64
             * @description 0 while it is not known
             */
            total: number;
        };
        AppJobFailure: {
            code: string;
            errors?: components["schemas"]["ProblemField"][] | null;
            /** @description French sentence */
            message: string;
        };
        AppPlatform: {
            /** @description Empty outside the demonstration */
            demo: components["schemas"]["AppDemoAccount"][] | null;
        };
        AttendanceInputBody: {
            /** @description People who were not */
            absent?: string[] | null;
            /** @description By person, where it differs from the meeting's length */
            minutes?: {
                [key: string]: number;
            };
            /** @description People who were there */
            present?: string[] | null;
            /** @description Required to correct a word already given, or after the session closed */
            reason?: string;
        };
        AttendanceOutputBody: {
            items: components["schemas"]["TrackingAttendanceWord"][] | null;
        };
        AttestationsOutputBody: {
            items: components["schemas"]["TrackingAttestation"][] | null;
            next?: string;
        };
        ChangePasswordInputBody: {
            current: string;
            /** @description At least 12 characters */
            new: string;
        };
        CoursesActivity: {
            file?: components["schemas"]["CoursesFile"];
            id: string;
            /** @enum {string} */
            kind: "page" | "video" | "file" | "link" | "package" | "meeting";
            link?: components["schemas"]["CoursesLink"];
            /** Format: int64 */
            minutes: number;
            package?: components["schemas"]["CoursesPackage"];
            page?: components["schemas"]["CoursesContent"];
            required: boolean;
            /** @description Activities to complete first */
            requires?: string[] | null;
            rule: components["schemas"]["CoursesRule"];
            title: string;
            video?: components["schemas"]["CoursesVideo"];
        };
        CoursesAdded: {
            /** @description Were in before */
            already: components["schemas"]["CoursesParticipant"][];
            /** @description Now in */
            enrolled: components["schemas"]["CoursesParticipant"][];
            /** @description Pieces that are no address */
            invalid: string[];
            /** @description Addresses that nobody has: enrolled when their owner signs in */
            invited: string[];
            /** @description No seat was left for them */
            waiting: components["schemas"]["CoursesParticipant"][];
        };
        CoursesCaption: {
            label: string;
            lang: string;
            object: string;
        };
        CoursesCard: {
            academie?: string;
            authors?: string;
            certification?: string;
            collection?: string;
            /** @description CRCN-Édu codes */
            competences?: string[] | null;
            contact?: string;
            departement?: string;
            description?: string;
            domain?: string;
            /** Format: date-time */
            end?: string;
            entry?: boolean;
            inspe?: string;
            keywords?: string[] | null;
            /**
             * Format: int64
             * @description Absent: not said; zero is an answer
             */
            minutesDistance?: number;
            /** Format: int64 */
            minutesPresence?: number;
            objectives?: string;
            origin?: string;
            originCode?: string;
            pace?: string;
            publics?: string[] | null;
            /** @description Intitulé, 15 characters at most, part of the matricule */
            short?: string;
            showCompletion?: boolean;
            /** Format: date-time */
            start?: string;
            support?: string;
            teaser?: string;
            thumbnail?: string;
            title: string;
            validatedBy?: string;
            /** @description Two digits */
            year?: string;
        };
        CoursesCatalogue: {
            /** @description The words understood when a typing error was forgiven, else empty */
            corrected: string;
            facets: components["schemas"]["CoursesFacets"];
            items: components["schemas"]["CoursesCatalogueItem"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
            /** @description Facets applied for the person, when preset was asked for */
            preset?: {
                [key: string]: string[] | null;
            };
            /** Format: int64 */
            total: number;
        };
        CoursesCatalogueItem: {
            attestation: boolean;
            collection: components["schemas"]["CoursesLabel"];
            /** Format: int64 */
            completions: number;
            descriptionParts: components["schemas"]["CoursesPart"][];
            domain: components["schemas"]["CoursesDomain"];
            /** @description Entrée dans le métier */
            entry: boolean;
            favourite: boolean;
            id: string;
            /** @description When signed in and enrolled */
            mine?: components["schemas"]["CoursesMine"];
            /** Format: int64 */
            minutesDistance: number;
            /** Format: int64 */
            minutesPresence: number;
            /** @enum {string} */
            nature: "autoformation" | "accompanied" | "community";
            origin: components["schemas"]["CoursesLabel"];
            publics: components["schemas"]["CoursesLabel"][];
            /** @description The next relevant one; the permanent one at one's own pace */
            session?: components["schemas"]["CoursesSessionBrief"];
            /** @enum {string} */
            status: "open" | "new" | "soon" | "full" | "ended" | "invitation" | "none";
            title: string;
            titleParts: components["schemas"]["CoursesPart"][];
        };
        CoursesCataloguePreset: {
            /** @description False while it comes from the fonction */
            readonly chosen: boolean;
            /** @description Values by facet */
            facets: {
                [key: string]: string[] | null;
            };
        };
        CoursesCollection: {
            code: string;
            /** @description The label in English; absent: the French one stands */
            english?: string;
            label: string;
            /** @enum {string} */
            nature: "autoformation" | "accompanied" | "community";
            needsDurations: boolean;
            needsEnd: boolean;
            needsParticipants: boolean;
            permanent: boolean;
        };
        CoursesCompetence: {
            area: string;
            areaEnglish?: string;
            code: string;
            /** @description The label in English; absent: the French one stands */
            english?: string;
            label: string;
        };
        CoursesContent: {
            /** @description Cleaned when it is saved */
            html: string;
        };
        CoursesDomain: {
            code: string;
            english?: string;
            label: string;
            /**
             * Format: int64
             * @description Colour of the binder tab, 1 to 6
             */
            tab: number;
        };
        CoursesDuration: {
            code: string;
            /** @description The label in English; absent: the French one stands */
            english?: string;
            /**
             * Format: int64
             * @description Minutes, included
             */
            from: number;
            label: string;
            /**
             * Format: int64
             * @description Minutes, excluded; 0 for no end
             */
            to: number;
        };
        CoursesEnrolled: {
            enrolment: components["schemas"]["CoursesEnrolment"];
        };
        CoursesEnrolment: {
            /**
             * Format: date-time
             * @description When the state was reached
             */
            at?: string;
            id: string;
            /** Format: int64 */
            minutesDistance: number;
            /** Format: int64 */
            minutesPresence: number;
            parcours: string;
            person: string;
            session: string;
            /** @enum {string} */
            state: "requested" | "waiting" | "enrolled" | "refused" | "withdrawn";
        };
        CoursesFacets: {
            availability: components["schemas"]["CoursesFacetValue"][];
            certification: components["schemas"]["CoursesFacetValue"][];
            collection: components["schemas"]["CoursesFacetValue"][];
            competence: components["schemas"]["CoursesFacetValue"][];
            domain: components["schemas"]["CoursesFacetValue"][];
            duration: components["schemas"]["CoursesFacetValue"][];
            entry: components["schemas"]["CoursesFacetValue"][];
            nature: components["schemas"]["CoursesFacetValue"][];
            origin: components["schemas"]["CoursesFacetValue"][];
            public: components["schemas"]["CoursesFacetValue"][];
        };
        CoursesFacetValue: {
            /** Format: int64 */
            count: number;
            english?: string;
            label: string;
            value: string;
        };
        CoursesFieldProblem: {
            code: string;
            message: string;
            path: string;
        };
        CoursesFile: {
            /** @description Of the file received; this and what follows is not looked at when it is sent */
            name?: string;
            /** @description As keepMedia named it */
            object: string;
            /** Format: int64 */
            size?: number;
            /** @description By its bytes */
            type?: string;
        };
        CoursesInvitation: {
            /** Format: date-time */
            at: string;
            email: string;
            id: string;
        };
        CoursesKeeping: {
            /** @description To be followed at /jobs/{id}; its result is a Media */
            job: string;
            /** @description What an activity, or the card, will name it by */
            object: string;
        };
        CoursesLabel: {
            english?: string;
            label: string;
        };
        CoursesLink: {
            url: string;
        };
        CoursesMediaBody: {
            /** @description Identifier of a finished upload */
            upload: string;
            /** @enum {string} */
            use: "video" | "file" | "captions" | "thumbnail";
        };
        CoursesMeeting: {
            /** Format: date-time */
            end: string;
            id?: string;
            /** @enum {string} */
            kind: "presence" | "virtual";
            place?: string;
            /** Format: date-time */
            start: string;
            title: string;
        };
        CoursesMember: {
            /** @description Empty for an account that is gone */
            name: string;
            /** @description Of the parcours: always in its team */
            owner: boolean;
            person: string;
        };
        CoursesMine: {
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            percent: number;
            session: string;
            /** @description enrolled, requested, waiting or refused */
            state: string;
            /** @description When enrolled: toStart, current or done */
            step?: string;
            /** Format: int64 */
            total: number;
        };
        CoursesMissingField: {
            label: string;
            path: string;
        };
        CoursesMyEnrolment: {
            enrolment: components["schemas"]["CoursesEnrolment"];
            parcours: components["schemas"]["CoursesParcoursBrief"];
            progress: components["schemas"]["CoursesProgress"];
            session: components["schemas"]["CoursesSessionBrief"];
        };
        CoursesMyParcours: {
            /** @description Code */
            domain: string;
            etag: string;
            id: string;
            /** Format: int64 */
            lastVersion: number;
            missing: components["schemas"]["CoursesMissingField"][];
            /** Format: int64 */
            publishedVersion: number;
            state: string;
            title: string;
            /** Format: date-time */
            updated: string;
            version: string;
        };
        CoursesNewcomer: {
            /** @description An address of somebody who has signed in */
            email: string;
        };
        CoursesNextActivity: {
            id: string;
            kind: string;
            title: string;
        };
        CoursesNote: {
            /** Format: date-time */
            at: string;
            label: string;
            text: string;
        };
        CoursesOfferReference: {
            certifications: components["schemas"]["CoursesOption"][];
            collections: components["schemas"]["CoursesCollection"][];
            competences: components["schemas"]["CoursesCompetence"][];
            domains: components["schemas"]["CoursesReferenceDomain"][];
            durations: components["schemas"]["CoursesDuration"][];
            natures: components["schemas"]["CoursesOption"][];
            originCodes: components["schemas"]["CoursesOption"][];
            origins: components["schemas"]["CoursesOption"][];
            publics: components["schemas"]["CoursesOption"][];
        };
        CoursesOption: {
            code: string;
            /** @description The label in English; absent: the French one stands */
            english?: string;
            label: string;
        };
        CoursesOutlineActivity: {
            kind: string;
            /** Format: int64 */
            minutes: number;
            required: boolean;
            title: string;
        };
        CoursesOutlineSection: {
            activities: components["schemas"]["CoursesOutlineActivity"][];
            title: string;
        };
        CoursesPackage: {
            id: string;
        };
        CoursesPageCatalogueItem: {
            items: components["schemas"]["CoursesCatalogueItem"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        CoursesPageInvitation: {
            items: components["schemas"]["CoursesInvitation"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        CoursesPageMyEnrolment: {
            items: components["schemas"]["CoursesMyEnrolment"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        CoursesPageMyParcours: {
            items: components["schemas"]["CoursesMyParcours"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        CoursesPageParticipant: {
            items: components["schemas"]["CoursesParticipant"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        CoursesPageSession: {
            items: components["schemas"]["CoursesSession"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        CoursesParcoursBrief: {
            domain: components["schemas"]["CoursesDomain"];
            id: string;
            nature: string;
            title: string;
        };
        CoursesParcoursPage: {
            academieLabel?: string;
            card: components["schemas"]["CoursesCard"];
            certification?: components["schemas"]["CoursesLabel"];
            competences: components["schemas"]["CoursesCompetence"][];
            etag: string;
            favourite: boolean;
            id: string;
            /** Format: int64 */
            lastVersion: number;
            matricule: string;
            mayDesign: boolean;
            mayOpenSession: boolean;
            mine?: components["schemas"]["CoursesMine"];
            /** @description For its concepteurs: what the card lacks to be complete */
            missing: components["schemas"]["CoursesMissingField"][];
            notes: components["schemas"]["CoursesNote"][];
            /** Format: int64 */
            publishedVersion: number;
            sections: components["schemas"]["CoursesOutlineSection"][];
            /** @description Open, soon, full or by invitation */
            sessions: components["schemas"]["CoursesSessionOffer"][];
            /** @enum {string} */
            state: "draft" | "published" | "archived";
            /** @description As the catalogue shows it, with labels */
            summary: components["schemas"]["CoursesCatalogueItem"];
            /** @description Address of the picture of the card; it decorates */
            thumbnailUrl?: string;
            /** @description Label of the version offered */
            version: string;
        };
        CoursesPart: {
            hit: boolean;
            text: string;
        };
        CoursesParticipant: {
            academie?: string;
            /**
             * Format: date-time
             * @description When the state was reached
             */
            at: string;
            corps?: string;
            degree?: string;
            departement?: string;
            enrolment: string;
            establishment?: string;
            name: string;
            person: string;
            sector?: string;
            /** @enum {string} */
            state: "requested" | "waiting" | "enrolled" | "refused" | "withdrawn";
            uai?: string;
        };
        CoursesProgress: {
            /** Format: date-time */
            completedAt?: string;
            /**
             * Format: int64
             * @description Required activities completed
             */
            done: number;
            /** Format: date-time */
            lastActivity?: string;
            nextActivity?: components["schemas"]["CoursesNextActivity"];
            /** Format: int64 */
            percent: number;
            /** @description toStart, current or done */
            state: string;
            /**
             * Format: int64
             * @description Required activities
             */
            total: number;
        };
        CoursesReferenceDomain: {
            code: string;
            /** @description The label in English; absent: the French one stands */
            english?: string;
            label: string;
            /** @description The public that goes with it, and it with the public */
            public?: string;
            /** Format: int64 */
            tab: number;
        };
        CoursesRule: {
            /** @enum {string} */
            kind: "viewed" | "passed" | "completed" | "score" | "byTrainer" | "attended" | "none";
            /** Format: double */
            score?: number;
        };
        CoursesSection: {
            activities: components["schemas"]["CoursesActivity"][];
            id: string;
            title: string;
        };
        CoursesSession: {
            /** @description Code; absent for the whole nation */
            academie?: string;
            /** @enum {string} */
            admission: "open" | "request" | "list";
            /** Format: int64 */
            capacity: number;
            domain: components["schemas"]["CoursesDomain"];
            /** Format: date-time */
            end?: string;
            /** Format: date-time */
            enrolFrom?: string;
            /** Format: int64 */
            enrolled: number;
            /** Format: date-time */
            enrolUntil?: string;
            etag: string;
            gaia: string[];
            /** @description Its date came and an obstacle kept it from opening; tried again each day */
            heldUp: boolean;
            id: string;
            /** @enum {string} */
            kind: "permanent" | "accompanied";
            meetings: components["schemas"]["CoursesMeeting"][];
            /** Format: int64 */
            minutesDistance: number;
            /** Format: int64 */
            minutesPresence: number;
            /** @description What its dates will do by themselves, in order */
            moves: components["schemas"]["CoursesSessionMove"][];
            /** @description Before it opens: what keeps it from opening */
            obstacles: components["schemas"]["CoursesFieldProblem"][];
            parcours: string;
            parcoursTitle: string;
            place?: string;
            /** Format: int64 */
            requested: number;
            /**
             * Format: int64
             * @description Absent when the session is not capped
             */
            seatsLeft?: number;
            /** Format: date-time */
            start?: string;
            /** @enum {string} */
            state: "preparing" | "announced" | "open" | "closed" | "cancelled";
            title: string;
            trainers: string[];
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            waiting: number;
        };
        CoursesSessionBrief: {
            /** @description Code; absent for the whole nation */
            academie?: string;
            /** @enum {string} */
            admission: "open" | "request" | "list";
            /** Format: date-time */
            end?: string;
            /** Format: date-time */
            enrolFrom?: string;
            /** Format: date-time */
            enrolUntil?: string;
            id: string;
            /** @enum {string} */
            kind: "permanent" | "accompanied";
            place?: string;
            /**
             * Format: int64
             * @description Absent when the session is not capped
             */
            seatsLeft?: number;
            /** Format: date-time */
            start?: string;
            /** @enum {string} */
            state: "preparing" | "announced" | "open" | "closed" | "cancelled";
            title: string;
        };
        CoursesSessionEdit: {
            /** @description Code; absent for the whole nation */
            academie?: string;
            /**
             * @description On request unless said otherwise
             * @enum {string}
             */
            admission?: "open" | "request" | "list";
            /**
             * Format: int64
             * @description 0: not capped
             */
            capacity?: number;
            /** Format: date-time */
            end?: string;
            /** Format: date-time */
            enrolFrom?: string;
            /** Format: date-time */
            enrolUntil?: string;
            gaia?: string[] | null;
            /** @description Absent: as they are */
            meetings?: components["schemas"]["CoursesMeeting"][] | null;
            /** Format: int64 */
            minutesDistance?: number;
            /** Format: int64 */
            minutesPresence?: number;
            place?: string;
            /** Format: date-time */
            start?: string;
            /** @description Of the parcours unless said otherwise */
            title?: string;
            /** @description Persons; absent: as they are */
            trainers?: string[] | null;
        };
        CoursesSessionMove: {
            /** @enum {string} */
            action: "announce" | "open" | "close";
            /** Format: date-time */
            at: string;
            /**
             * Format: date
             * @description Where the session is; of a closing, the last day of the session
             */
            day: string;
        };
        CoursesSessionOffer: {
            /** @description Code; absent for the whole nation */
            academie?: string;
            /** @enum {string} */
            admission: "open" | "request" | "list";
            /** Format: date-time */
            end?: string;
            /** Format: date-time */
            enrolFrom?: string;
            /** Format: date-time */
            enrolUntil?: string;
            id: string;
            /** @enum {string} */
            kind: "permanent" | "accompanied";
            place?: string;
            /**
             * Format: int64
             * @description Absent when the session is not capped
             */
            seatsLeft?: number;
            /** Format: date-time */
            start?: string;
            /** @enum {string} */
            state: "preparing" | "announced" | "open" | "closed" | "cancelled";
            status: string;
            title: string;
        };
        CoursesTeam: {
            items: components["schemas"]["CoursesMember"][];
        };
        CoursesVersion: {
            etag: string;
            kind?: string;
            label: string;
            /** Format: int64 */
            number: number;
            parcours: string;
            /** @description Then it never changes */
            published: boolean;
            sections: components["schemas"]["CoursesSection"][];
        };
        CoursesVideo: {
            captions?: components["schemas"]["CoursesCaption"][] | null;
            /** @description As keepMedia named it */
            object: string;
            /** Format: int64 */
            seconds?: number;
            transcript?: string;
            /** @description By its bytes; what is sent is not looked at */
            type?: string;
        };
        CoursesWritten: {
            id: string;
            /** Format: int64 */
            persons: number;
        };
        CreateInputBody: {
            academie?: string;
            name: string;
            scopes: ("statements/write" | "statements/read/mine" | "statements/read" | "state" | "profile" | "all")[];
        };
        CreateOutputBody: {
            /** @description Code of the only one whose statements it reads; empty: the whole platform */
            academie?: string;
            /** Format: date-time */
            at: string;
            key: string;
            /** @description What it is for */
            name: string;
            /** Format: date-time */
            revoked?: string;
            scopes: ("statements/write" | "statements/read/mine" | "statements/read" | "state" | "profile" | "all")[];
            /** @description Told now and never again */
            secret: string;
        };
        CreateSessionRequest: {
            /** @description Code; absent for the whole nation */
            academie?: string;
            /**
             * @description On request unless said otherwise
             * @enum {string}
             */
            admission?: "open" | "request" | "list";
            /**
             * Format: int64
             * @description 0: not capped
             */
            capacity?: number;
            /** Format: date-time */
            end?: string;
            /** Format: date-time */
            enrolFrom?: string;
            /** Format: date-time */
            enrolUntil?: string;
            gaia?: string[] | null;
            /** @description Absent: as they are */
            meetings?: components["schemas"]["CoursesMeeting"][] | null;
            /** Format: int64 */
            minutesDistance?: number;
            /** Format: int64 */
            minutesPresence?: number;
            parcours: string;
            place?: string;
            /** Format: date-time */
            start?: string;
            /** @description Of the parcours unless said otherwise */
            title?: string;
            /** @description Persons; absent: as they are */
            trainers?: string[] | null;
        };
        DisableInputBody: {
            disabled: boolean;
        };
        HistoryFileBody: {
            name: string;
            person: string;
            trainings: components["schemas"]["TrackingTraining"][] | null;
        };
        HistoryOutputBody: {
            items: components["schemas"]["TrackingTraining"][] | null;
            next?: string;
        };
        IdentityAbilities: {
            administer: boolean;
            design: boolean;
            /** @description Codes of académies */
            pilot: string[];
            train: boolean;
        };
        IdentityAcademie: {
            code: string;
            departements: components["schemas"]["IdentityDepartement"][];
            /** @enum {string} */
            kind: "academie" | "vice-rectorat" | "administration";
            name: string;
            /** @description IANA name of its time zone */
            zone: string;
        };
        IdentityCorps: {
            code: string;
            /** @description The label in English; absent: the French one stands */
            english?: string;
            label: string;
        };
        IdentityDepartement: {
            code: string;
            name: string;
        };
        IdentityFonction: {
            code: string;
            /** @description The label in English; absent: the French one stands */
            english?: string;
            label: string;
            /** @description Codes of the catalogue's publics it makes people one of */
            publics: string[];
        };
        IdentityLists: {
            academies: components["schemas"]["IdentityAcademie"][];
            corps: components["schemas"]["IdentityCorps"][];
            fonctions: components["schemas"]["IdentityFonction"][];
        };
        IdentityMe: {
            abilities: components["schemas"]["IdentityAbilities"];
            email: string;
            /** @description To give back as If-Match */
            etag: string;
            /**
             * Format: date-time
             * @description After a sign-in: when its access token is to be refreshed
             */
            expiresAt?: string;
            familyName: string;
            givenName: string;
            id: string;
            /** @enum {string} */
            locale: "fr" | "en";
            profile: components["schemas"]["IdentityProfile"];
            /**
             * Format: date-time
             * @description Absent: not asked yet
             */
            profileAskedAt?: string;
            /** @description Académie and establishment are known */
            profileComplete: boolean;
            roles: components["schemas"]["IdentityRole"][];
        };
        IdentityPerson: {
            /** Format: date-time */
            createdAt: string;
            disabled: boolean;
            emails: string[];
            familyName: string;
            givenName: string;
            id: string;
            locale: string;
            profile: components["schemas"]["IdentityProfile"];
            roles: components["schemas"]["IdentityRole"][];
        };
        IdentityProfile: {
            /** @description Code: lille */
            academie: string;
            corps: string;
            /** @enum {string} */
            degree: "" | "1d" | "2d" | "other";
            /** @description Code: 59 */
            departement: string;
            establishment: string;
            fonction: string;
            publics: string[];
            /** @enum {string} */
            sector: "" | "public" | "private";
            uai: string;
        };
        IdentityReference: {
            academies: components["schemas"]["IdentityAcademie"][];
            corps: components["schemas"]["IdentityCorps"][];
            degrees: string[];
            etag: string;
            fonctions: components["schemas"]["IdentityFonction"][];
            sectors: string[];
        };
        IdentityRole: {
            role: string;
            /** @description Empty: everywhere the role makes sense */
            scope: string;
        };
        IdentityTokens: {
            /** @description To send as Authorization: Bearer */
            access?: string;
            /**
             * Format: date-time
             * @description Of the access token: refresh a little before
             */
            expiresAt: string;
            /** @description Serves once, at the refresh */
            refresh?: string;
        };
        ListOutputBody: {
            items: components["schemas"]["NotifyNotice"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
            unread: components["schemas"]["NotifyUnread"];
        };
        ListPeopleOutputBody: {
            items: components["schemas"]["IdentityPerson"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        LrsCredential: {
            /** @description Code of the only one whose statements it reads; empty: the whole platform */
            academie?: string;
            /** Format: date-time */
            at: string;
            key: string;
            /** @description What it is for */
            name: string;
            /** Format: date-time */
            revoked?: string;
            scopes: ("statements/write" | "statements/read/mine" | "statements/read" | "state" | "profile" | "all")[];
        };
        LrsPageCredential: {
            items: components["schemas"]["LrsCredential"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        LrsPageRule: {
            items: components["schemas"]["LrsRule"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        LrsPageTarget: {
            items: components["schemas"]["LrsTarget"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        LrsPageTargetRefusal: {
            items: components["schemas"]["LrsTargetRefusal"][];
            /** @description Cursor of the following page, empty at the end */
            next: string;
        };
        LrsRule: {
            /**
             * Format: int64
             * @description Then they are removed; 0: kept for ever
             */
            keepDays: number;
            /**
             * Format: int64
             * @description Then people have pseudonyms in them; 0: never
             */
            maskDays: number;
            /**
             * Format: int64
             * @description That time
             */
            masked: number;
            /**
             * Format: date-time
             * @description When it was applied last
             */
            ran?: string;
            /**
             * Format: int64
             * @description That time
             */
            removed: number;
            /** @description A key, or platform, persons, launches, import */
            source: string;
        };
        LrsTarget: {
            /** @description IRI */
            activity?: string;
            /**
             * Format: date-time
             * @description When it was added
             */
            at: string;
            /** @description Of the last try, when it failed */
            failure?: components["schemas"]["LrsTargetFailure"];
            id: string;
            key: string;
            /** @description What it is */
            name: string;
            paused: boolean;
            /**
             * Format: int64
             * @description Set aside
             */
            refused: number;
            /** Format: int64 */
            sent: number;
            /**
             * Format: date-time
             * @description Everything stored up to then has been dealt with
             */
            through: string;
            url: string;
            /** @description IRIs; empty: all */
            verbs: string[];
            /** @enum {string} */
            version: "1.0.3" | "2.0.0";
        };
        LrsTargetFailure: {
            /** Format: date-time */
            at: string;
            /** @description French sentence */
            message: string;
            /**
             * Format: date-time
             * @description When it is tried again; absent: when it is resumed
             */
            next?: string;
        };
        LrsTargetRefusal: {
            /** @description The store's own words, cut */
            answer?: string;
            /** Format: date-time */
            at: string;
            /** @description Its id */
            statement: string;
            /** @description French sentence */
            why: string;
        };
        LrsTrace: {
            /**
             * Format: date-time
             * @description When it happened
             */
            at: string;
            id: string;
            /** @description Of who did it */
            name?: string;
            object: components["schemas"]["LrsTraceObject"];
            /** @description Who did it; absent when they have no account here */
            person?: string;
            result: components["schemas"]["LrsTraceResult"];
            /** @description That the statement names */
            session?: string;
            source: components["schemas"]["LrsTraceSource"];
            /** @description IRI */
            verb: string;
            /** @description By language, as the statement has it */
            verbWords: {
                [key: string]: string;
            };
        };
        LrsTraceObject: {
            /** @description IRI of an activity */
            id?: string;
            /** @enum {string} */
            kind: "activity" | "agent" | "statement";
            /** @description By language */
            names: {
                [key: string]: string;
            };
        };
        LrsTraceResult: {
            completion?: boolean;
            /**
             * Format: double
             * @description Best possible score
             */
            max?: number;
            /**
             * Format: double
             * @description That a trainer attested
             */
            minutes?: number;
            /**
             * Format: double
             * @description 0 to 100
             */
            progress?: number;
            /**
             * Format: double
             * @description Score
             */
            raw?: number;
            /**
             * Format: double
             * @description Score, -1 to 1
             */
            scaled?: number;
            /**
             * Format: double
             * @description Time spent, to the person alone
             */
            seconds?: number;
            success?: boolean;
        };
        LrsTraceSource: {
            /**
             * @description person: their own word
             * @enum {string}
             */
            kind: "platform" | "program" | "person";
            /** @description Of the program */
            name?: string;
        };
        NotifyNotice: {
            /** Format: date-time */
            at: string;
            id: string;
            /** @enum {string} */
            kind: "request_received" | "request_accepted" | "request_refused" | "waiting" | "enrolled" | "invited" | "session_opened" | "session_changed" | "session_closed" | "session_cancelled" | "session_announced" | "session_started" | "session_ended" | "session_held_up" | "attested" | "message" | "package_imported" | "package_refused";
            /** @description Path in the app, empty for none */
            link: string;
            /** @description For instance title, from, subject, body */
            params: {
                [key: string]: string;
            };
            read: boolean;
        };
        NotifyUnread: {
            /** Format: int64 */
            count: number;
            /** @description There are more than that */
            more: boolean;
        };
        PartsOutputBody: {
            /** @description In the order of the training */
            items: components["schemas"]["ScormPartedPackage"][] | null;
        };
        PauseInputBody: {
            paused: boolean;
        };
        Problem: {
            /** @description Stable, for programs and translations */
            code: string;
            /** @description French sentence that may be shown */
            detail?: string;
            /** @description What is wrong in the input */
            errors?: components["schemas"]["ProblemField"][] | null;
            /** @description To be given when asking for help */
            requestId?: string;
            /** Format: int64 */
            status: number;
            /** @description English name of the status */
            title: string;
            /** @description about:blank: the code says more than an address would */
            type: string;
        };
        ProblemField: {
            code: string;
            message: string;
            /** @description Where, as a JSON path, a parameter or a column */
            path: string;
        };
        PublishParcoursRequest: {
            /** @enum {string} */
            kind: "minor" | "major";
            note?: string;
        };
        ReadInputBody: {
            /** @description Everything told so far */
            all?: boolean;
            ids?: string[] | null;
        };
        RefreshInputBody: {
            /** @description For programs; a browser's is in its cookie */
            refresh?: string;
        };
        RevokeInputBody: {
            reason: string;
        };
        SaveCataloguePresetRequest: {
            /** @description Values by facet; empty to open on everything */
            facets: {
                [key: string]: string[] | null;
            };
        };
        SaveProfileInputBody: {
            /** @description Code: lille */
            academie: string;
            corps: string;
            /** @enum {string} */
            degree: "" | "1d" | "2d" | "other";
            /** @description Code: 59 */
            departement: string;
            establishment: string;
            fonction: string;
            /**
             * @description Absent: stays
             * @enum {string}
             */
            locale?: "fr" | "en";
            publics: string[];
            /** @enum {string} */
            sector: "" | "public" | "private";
            uai: string;
        };
        SaveStructureRequest: {
            sections: components["schemas"]["CoursesSection"][] | null;
        };
        ScormImportBody: {
            /** @description Identifier of a finished upload */
            upload: string;
        };
        ScormImporting: {
            /** @description To be followed at /jobs/{id}; its result is a Package */
            job: string;
            /** @description Identifier that the package will have */
            package: string;
        };
        ScormLaunchBody: {
            /** @description Of a package that has parts: which of them; the one to go on with when empty */
            part?: string;
        };
        ScormLaunchedPackage: {
            /**
             * Format: int64
             * @description From 1
             */
            attempt: number;
            /** Format: date-time */
            expires: string;
            /**
             * @description How it plays: scorm within its frame (see scorm/runtime/PROTOCOL.md), the others part by part
             * @enum {string}
             */
            kind: "scorm" | "cmi5" | "xapi" | "h5p";
            nav: components["schemas"]["ScormNav"];
            /** @description Of its messages */
            origin: string;
            /** @description Of the part that was launched: see readPlaying */
            session?: string;
            title: string;
            toc: components["schemas"]["ScormLine"][] | null;
            /** @description Of the frame to show, on the content host; of a package that has parts, of the part that was launched, empty when all are done */
            url: string;
            /**
             * @description Where to show it: in the page, or in a window of its own
             * @enum {string}
             */
            window: "frame" | "own";
        };
        ScormLine: {
            current: boolean;
            /** Format: int64 */
            depth: number;
            /** @description Choosing it would be honoured */
            enabled: boolean;
            id: string;
            leaf: boolean;
            /** @description Its prerequisites are not complete */
            locked: boolean;
            /**
             * Format: double
             * @description -1 to 1
             */
            score: number | null;
            /** @enum {string} */
            state: "notStarted" | "started" | "completed" | "passed" | "failed" | "waived";
            title: string;
        };
        ScormNav: {
            continue: boolean;
            /** @description To continue would end the attempt: nothing follows */
            ends: boolean;
            exit: boolean;
            exitAll: boolean;
            /** @description Controls that the content brings itself */
            hide: string[] | null;
            previous: boolean;
            suspendAll: boolean;
        };
        ScormPackage: {
            /** Format: date-time */
            at: string;
            /** @description Of SCORM 2004: 2nd, 3rd or 4th */
            edition?: string;
            /** Format: int64 */
            files: number;
            id: string;
            /** @description Of the uploaded file */
            name?: string;
            /**
             * Format: int64
             * @description Bytes, unpacked
             */
            size: number;
            /** @enum {string} */
            standard: "scorm12" | "scorm2004" | "cmi5" | "xapi" | "h5p";
            title: string;
            warnings: components["schemas"]["ScormWarning"][] | null;
        };
        ScormPackageList: {
            items: components["schemas"]["ScormPackage"][] | null;
            next?: string;
        };
        ScormPart: {
            /** Format: int64 */
            depth: number;
            id: string;
            /** @description A part; else a group of those that follow */
            leaf: boolean;
            /**
             * Format: double
             * @description -1 to 1
             */
            score: number | null;
            /** @enum {string} */
            state: "notStarted" | "started" | "completed" | "passed" | "failed" | "waived";
            title: string;
            /** @description It is not satisfied yet */
            waivable: boolean;
        };
        ScormPartedPackage: {
            activity: string;
            parts: components["schemas"]["ScormPart"][] | null;
            title: string;
        };
        ScormPlaying: {
            /** @description It has ended */
            over: boolean;
            result: components["schemas"]["ScormResult"];
            /** @description Of the part that plays, or played last */
            session?: string;
            toc: components["schemas"]["ScormLine"][] | null;
        };
        ScormResult: {
            completed: boolean;
            passed: boolean | null;
            /**
             * Format: double
             * @description 0 to 1
             */
            progress: number | null;
            /**
             * Format: double
             * @description -1 to 1
             */
            score: number | null;
        };
        ScormWarning: {
            code: string;
            /** @description French sentence */
            message: string;
            /** @description The file or activity it is about */
            path?: string;
        };
        SessionProgressOutputBody: {
            activities: components["schemas"]["TrackingColumn"][] | null;
            items: components["schemas"]["TrackingParticipantProgress"][] | null;
            next?: string;
            session: components["schemas"]["TrackingSessionRef"];
        };
        SetPasswordInputBody: {
            password: string;
        };
        SetRuleInputBody: {
            /** Format: int64 */
            keepDays: number;
            /** Format: int64 */
            maskDays: number;
        };
        SignInInputBody: {
            /** @description For programs: the tokens come in the answer, no cookie is set */
            bearer?: boolean;
            /** @description Any address of the account */
            email: string;
            /** @description Stay signed in after the browser closes: not on a computer that others use */
            lasting?: boolean;
            password: string;
        };
        SignInOutputBody: {
            abilities: components["schemas"]["IdentityAbilities"];
            email: string;
            /** @description To give back as If-Match */
            etag: string;
            /**
             * Format: date-time
             * @description After a sign-in: when its access token is to be refreshed
             */
            expiresAt?: string;
            familyName: string;
            givenName: string;
            id: string;
            /** @enum {string} */
            locale: "fr" | "en";
            profile: components["schemas"]["IdentityProfile"];
            /**
             * Format: date-time
             * @description Absent: not asked yet
             */
            profileAskedAt?: string;
            /** @description Académie and establishment are known */
            profileComplete: boolean;
            roles: components["schemas"]["IdentityRole"][];
            tokens?: components["schemas"]["IdentityTokens"];
        };
        StatementOutputBody: {
            /** @description The statement, indented; its values are written as they were */
            json: string;
        };
        TickInputBody: {
            completed: boolean;
        };
        TracesOutputBody: {
            items: components["schemas"]["LrsTrace"][];
            /** @description Cursor of the following page, empty at the end; a page may be short and go on */
            next: string;
        };
        TrackingActivityBody: {
            activity: components["schemas"]["TrackingLearnActivity"];
            file?: components["schemas"]["TrackingFileBody"];
            /** @description Of a page, sanitised */
            html?: string;
            link?: string;
            next?: string;
            /** @description To launch by its own operation */
            package?: string;
            preview: boolean;
            previous?: string;
            /** @description Title of its section */
            section: string;
            video?: components["schemas"]["TrackingVideoBody"];
        };
        TrackingAttendanceWord: {
            /** Format: date-time */
            at: string;
            /** @description Name of who gave it */
            by: string;
            meeting: string;
            /** Format: int64 */
            minutes: number;
            present: boolean;
            reason?: string;
        };
        TrackingAttestation: {
            /** Format: date-time */
            completedAt: string;
            /** @description The number as it is printed */
            display: string;
            /** Format: date-time */
            issuedAt: string;
            /** @enum {string} */
            kind: "permanent" | "accompanied";
            matricule: string;
            meetings: components["schemas"]["TrackingAttestedMeeting"][] | null;
            /** Format: int64 */
            minutesDistance: number;
            /** Format: int64 */
            minutesPresence: number;
            name: string;
            number: string;
            origin: string;
            parcours: string;
            /** @description Why it was revoked */
            reason?: string;
            replacedBy?: string;
            session: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "valid" | "replaced" | "revoked";
            title: string;
        };
        TrackingAttestedMeeting: {
            /** Format: date */
            day: string;
            /** Format: int64 */
            minutes: number;
            title: string;
        };
        TrackingCaptionBody: {
            label: string;
            lang: string;
            url: string;
        };
        TrackingCell: {
            /** Format: double */
            score?: number;
            /** @enum {string} */
            state: "notStarted" | "started" | "completed" | "failed";
            /** @description By the trainer's word */
            ticked?: boolean;
        };
        TrackingColumn: {
            id: string;
            kind: string;
            required: boolean;
            rule: string;
            title: string;
        };
        TrackingFigures: {
            /**
             * Format: int64
             * @description Valid attestations
             */
            attested: number;
            /**
             * Format: int64
             * @description Of those, in self-paced parcours
             */
            autonomous: number;
            /** Format: int64 */
            completed: number;
            /**
             * Format: int64
             * @description Enrolments accepted and not withdrawn
             */
            enrolled: number;
            /**
             * Format: int64
             * @description Declared, counted at completion
             */
            minutesDistance: number;
            /**
             * Format: int64
             * @description Attested at meetings; declared where there are none
             */
            minutesPresence: number;
            /** Format: int64 */
            started: number;
        };
        TrackingFileBody: {
            name: string;
            /** Format: int64 */
            size: number;
            type: string;
            url: string;
        };
        TrackingLearnActivity: {
            id: string;
            /** @enum {string} */
            kind: "page" | "video" | "file" | "link" | "package" | "meeting";
            locked: boolean;
            /** @description What to complete first */
            lockedBy?: components["schemas"]["TrackingRef"][] | null;
            /**
             * Format: double
             * @description For rule score: 0 to 1
             */
            minScore?: number;
            /** Format: int64 */
            minutes: number;
            /**
             * Format: double
             * @description How far in a video or a package, 0 to 1
             */
            progress?: number;
            required: boolean;
            /**
             * @description What completes it
             * @enum {string}
             */
            rule: "viewed" | "passed" | "completed" | "score" | "byTrainer" | "attended" | "none";
            /**
             * Format: double
             * @description Best, -1 to 1
             */
            score?: number;
            /** @enum {string} */
            state: "notStarted" | "started" | "completed" | "failed";
            title: string;
        };
        TrackingLearnBody: {
            /** @description Readable, but nothing is recorded any more */
            closed: boolean;
            /** @description The activity to go on with */
            next?: string;
            /** @description Seen by a trainer who is not enrolled: nothing is recorded */
            preview: boolean;
            progress: components["schemas"]["TrackingProgressBody"];
            sections: components["schemas"]["TrackingLearnSection"][] | null;
            session: components["schemas"]["TrackingSessionRef"];
        };
        TrackingLearnSection: {
            activities: components["schemas"]["TrackingLearnActivity"][] | null;
            id: string;
            title: string;
        };
        TrackingMeetingBody: {
            /** Format: date-time */
            end: string;
            id: string;
            /** @enum {string} */
            kind: "presence" | "virtual";
            /** Format: int64 */
            minutes: number;
            /** Format: date-time */
            start: string;
            title: string;
        };
        TrackingParcoursRow: {
            figures: components["schemas"]["TrackingFigures"];
            id: string;
            title: string;
        };
        TrackingParticipantProgress: {
            /** @description By activity */
            activities: {
                [key: string]: components["schemas"]["TrackingCell"];
            };
            corps?: string;
            /** Format: date-time */
            enrolledAt: string;
            establishment?: string;
            name: string;
            person: string;
            /** @description By meeting; absent when nothing was said */
            presences: {
                [key: string]: components["schemas"]["TrackingPresenceBody"];
            };
            progress: components["schemas"]["TrackingProgressBody"];
        };
        TrackingPoint: {
            /** Format: int64 */
            completed: number;
            /** Format: int64 */
            enrolled: number;
            /** @description It is not over */
            partial?: boolean;
            /**
             * Format: date
             * @description Its first day
             */
            period: string;
        };
        TrackingPresenceBody: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            minutes: number;
            present: boolean;
            reason?: string;
        };
        TrackingProgressBody: {
            /** Format: date-time */
            completedAt?: string;
            /** Format: int64 */
            done: number;
            /** Format: date-time */
            lastAt?: string;
            /**
             * Format: int64
             * @description Of the activities that count, 0 to 100
             */
            percent: number;
            /** Format: date-time */
            startedAt?: string;
            /** Format: int64 */
            total: number;
        };
        TrackingRecordedBody: {
            /** @description The activity to go on with */
            next?: string;
            progress: components["schemas"]["TrackingProgressBody"];
            /**
             * @description Of the activity
             * @enum {string}
             */
            state: "notStarted" | "started" | "completed" | "failed";
        };
        TrackingRef: {
            id: string;
            title: string;
        };
        TrackingRow: {
            figures: components["schemas"]["TrackingFigures"];
            /** @description Code; none for what is not known */
            key: string;
            label?: string;
        };
        TrackingSeer: {
            /**
             * Format: date-time
             * @description Absent: can, but did not look
             */
            first?: string;
            /** Format: date-time */
            last?: string;
            name: string;
            person: string;
            /** Format: int64 */
            times: number;
        };
        TrackingSessionRef: {
            /** Format: date-time */
            end?: string;
            id: string;
            kind: string;
            meetings: components["schemas"]["TrackingMeetingBody"][] | null;
            parcours: string;
            parcoursTitle: string;
            /** Format: date-time */
            start?: string;
            state: string;
            title: string;
        };
        TrackingSessionVisibility: {
            /** @description Looked, and do not lead the session */
            others: components["schemas"]["TrackingSeer"][] | null;
            session: components["schemas"]["TrackingSessionRef"];
            /** @description They see name, establishment, states, best scores, presences, last activity */
            trainers: components["schemas"]["TrackingSeer"][] | null;
        };
        TrackingSummary: {
            academie: string;
            /** Format: date-time */
            asOf: string;
            degrees: components["schemas"]["TrackingRow"][] | null;
            departements: components["schemas"]["TrackingRow"][] | null;
            figures: components["schemas"]["TrackingFigures"];
            /** Format: date */
            from: string;
            /** @description The most enrolled first */
            parcours: components["schemas"]["TrackingParcoursRow"][] | null;
            period: string;
            /** @description Of the school year before, up to the same date */
            previous?: components["schemas"]["TrackingFigures"];
            /** @description Départements to which the role is limited */
            restricted?: string[] | null;
            sectors: components["schemas"]["TrackingRow"][] | null;
            series: components["schemas"]["TrackingPoint"][] | null;
            /**
             * @description Of the series
             * @enum {string}
             */
            step: "week" | "day";
            /**
             * Format: date
             * @description Included
             */
            to: string;
            /**
             * Format: int64
             * @description Persons with a completion, each once; absent for a period of days
             */
            trained?: number;
        };
        TrackingTraining: {
            /** @description Number of the valid one */
            attestation?: string;
            /**
             * Format: date-time
             * @description Absent: attended in part
             */
            completedAt?: string;
            enrolment: string;
            /** @enum {string} */
            kind: "permanent" | "accompanied";
            matricule: string;
            meetings: components["schemas"]["TrackingAttestedMeeting"][] | null;
            /** Format: int64 */
            minutesDistance: number;
            /** Format: int64 */
            minutesPresence: number;
            origin: string;
            parcours: string;
            /** @description Number of the last one, when it was revoked and none is valid */
            revoked?: string;
            session: string;
            /** Format: date-time */
            startedAt?: string;
            title: string;
        };
        TrackingVerification: {
            name?: string;
            /** @enum {string} */
            state: "valid" | "replaced" | "revoked";
            title: string;
            valid: boolean;
        };
        TrackingVideoBody: {
            captions: components["schemas"]["TrackingCaptionBody"][] | null;
            /**
             * Format: double
             * @description Seconds, where one stopped
             */
            position: number;
            /** Format: int64 */
            seconds: number;
            /** @description HTML, sanitised */
            transcript?: string;
            type: string;
            url: string;
        };
        VideoInputBody: {
            /** @description The end was reached */
            ended?: boolean;
            /**
             * Format: double
             * @description Seconds from the start
             */
            position: number;
            /**
             * Format: double
             * @description Share of the video that was seen
             */
            watched: number;
        };
        VisibilityOutputBody: {
            /** @description Whose pilots count the person, without a name */
            academie?: string;
            degree?: string;
            departement?: string;
            sector?: string;
            sessions: components["schemas"]["TrackingSessionVisibility"][] | null;
        };
        WaiveInputBody: {
            part: string;
            /**
             * @description Why: cmi5 §9.5.5.2
             * @enum {string}
             */
            reason: "Tested Out" | "Equivalent AU" | "Equivalent Outside Activity" | "Administrative";
        };
        WriteToParticipantsRequest: {
            body: string;
            persons: string[] | null;
            subject: string;
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
    readAttestation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingAttestation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    printAttestation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reissueAttestation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingAttestation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeAttestation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingAttestation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAttestation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingVerification"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchCatalogue: {
        parameters: {
            query?: {
                /** @description Cursor of the previous page */
                after?: string;
                /** @description open, new, soon, full, invitation, ended */
                availability?: string[] | null;
                certification?: string[] | null;
                collection?: string[] | null;
                competence?: string[] | null;
                domain?: string[] | null;
                duration?: string[] | null;
                entry?: string[] | null;
                /** @description Items of a page */
                limit?: number;
                nature?: string[] | null;
                origin?: string[] | null;
                /** @description With no words and no facet: apply what the person keeps */
                preset?: boolean;
                public?: string[] | null;
                /** @description Words, as typed */
                q?: string;
                sort?: "relevance" | "recent" | "title" | "popular" | "soon";
                /** @description For those who may open sessions: also parcours that have none */
                toOpen?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesCatalogue"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppJob"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readLearningPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingLearnBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                activity: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingActivityBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    launchPackage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                activity: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ScormLaunchBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScormLaunchedPackage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPlaying: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                activity: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScormPlaying"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordSeen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                activity: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingRecordedBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                activity: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VideoInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingRecordedBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyAttestations: {
        parameters: {
            query?: {
                /** @description Cursor: next of the previous page */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttestationsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCataloguePreset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesCataloguePreset"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveCataloguePreset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveCataloguePresetRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyEnrolments: {
        parameters: {
            query?: {
                /** @description Cursor of the previous page */
                after?: string;
                /** @description Items of a page */
                limit?: number;
                /** @description Shelf; all in which I am enrolled by default */
                state?: "current" | "toStart" | "done" | "requested" | "";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesPageMyEnrolment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyFavourites: {
        parameters: {
            query?: {
                /** @description Cursor of the previous page */
                after?: string;
                /** @description Items of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesPageCatalogueItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepFavourite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcours: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dropFavourite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcours: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyHistory: {
        parameters: {
            query?: {
                /** @description Cursor: next of the previous page */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMyHistoryCSV: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMyHistoryJSON: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryFileBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMyHistoryPDF: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyNotices: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyUnread"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countUnreadNotices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyUnread"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyPackages: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScormPackageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyParcours: {
        parameters: {
            query?: {
                /** @description Cursor of the previous page */
                after?: string;
                /** @description Items of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesPageMyParcours"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMyPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveMyProfile: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveProfileInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    noteProfileAsked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMySessions: {
        parameters: {
            query?: {
                /** @description Cursor of the previous page */
                after?: string;
                /** @description Items of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesPageSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyStatements: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                /** @description Only those of one's enrolment in it */
                session?: string;
                /** @description Stored after */
                since?: string;
                /** @description Stored no later than */
                until?: string;
                /** @description IRI */
                verb?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TracesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMyStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                statement: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readVisibility: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisibilityOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importPackage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScormImportBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScormImporting"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPackage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                package: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScormPackage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createParcours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoursesCard"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesMyParcours"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getParcours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesParcoursPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archiveParcours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesMyParcours"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoursesCard"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesMyParcours"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConcepteurs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesTeam"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addConcepteur: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoursesNewcomer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesTeam"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeConcepteur: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesTeam"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    copyParcours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesMyParcours"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoursesMediaBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesKeeping"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishParcours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishParcoursRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesMyParcours"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreParcours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesMyParcours"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesVersion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesVersion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveStructure: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited */
                "If-Match"?: string;
            };
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveStructureRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesVersion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query: {
                academie: string;
                after?: string;
                /** @description Beginning of the family name, whatever its case and accents */
                begins?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPeopleOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPerson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddPersonInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disablePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisableInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPasswordInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grantRole: {
        parameters: {
            query?: {
                scope?: string;
            };
            header?: never;
            path: {
                person: string;
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ungrantRole: {
        parameters: {
            query?: {
                scope?: string;
            };
            header?: never;
            path: {
                person: string;
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportPilot: {
        parameters: {
            query?: {
                degree?: "1d" | "2d" | "other" | "none";
                departement?: string;
                /** @description 2026-2027, 2026-11 or 2026-09-01/2026-10-15; the current school year when absent */
                period?: string;
                sector?: "public" | "private" | "none";
            };
            header?: never;
            path: {
                academie: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPilotSummary: {
        parameters: {
            query?: {
                degree?: "1d" | "2d" | "other" | "none";
                departement?: string;
                /** @description 2026-2027, 2026-11 or 2026-09-01/2026-10-15; the current school year when absent */
                period?: string;
                sector?: "public" | "private" | "none";
            };
            header?: never;
            path: {
                academie: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingSummary"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPlatform: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppPlatform"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecordCredentials: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LrsPageCredential"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRecordCredential: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeRecordCredential: {
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
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecordRules: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LrsPageRule"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setRecordRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRuleInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LrsRule"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecordTargets: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LrsPageTarget"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addRecordTarget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddTargetInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LrsTarget"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeRecordTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                target: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseRecordTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                target: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LrsTarget"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecordTargetRefusals: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                target: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LrsPageTargetRefusal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOfferReference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesOfferReference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveOfferReference: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoursesOfferReference"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesOfferReference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    peopleReference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityReference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replacePeopleReference: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityLists"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityReference"];
                };
            };
            /** @description Error */
            default: {
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
                "application/json": components["schemas"]["CreateSessionRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of what is edited */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoursesSessionEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    announceSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrol: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesEnrolled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesEnrolled"];
                };
            };
            /** @description Error */
            default: {
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
            query?: {
                /** @description Cursor of the previous page */
                after?: string;
                /** @description Items of a page */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesPageInvitation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveMeeting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                meeting: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoursesMeeting"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMeeting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                meeting: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeToParticipants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteToParticipantsRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesWritten"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listParticipants: {
        parameters: {
            query?: {
                /** @description Cursor of the previous page */
                after?: string;
                /** @description Items of a page */
                limit?: number;
                /** @description One state, oldest first; all by name by default */
                state?: "requested" | "waiting" | "enrolled" | "refused" | "withdrawn" | "";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesPageParticipant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addParticipants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddParticipantsRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesAdded"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesEnrolled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesEnrolled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesEnrolled"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTrainers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesTeam"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addTrainer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CoursesNewcomer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesTeam"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeTrainer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoursesTeam"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markAttendance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                meeting: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttendanceInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                activity: string;
                person: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TickInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingProgressBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waivePart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                activity: string;
                person: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiveInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAttendanceWords: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendanceOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listParticipantAttestations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttestationsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listParticipantParts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessionProgress: {
        parameters: {
            query?: {
                /** @description Cursor: next of the previous page */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionProgressOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessionStatements: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                /** @description Only those of this participant */
                person?: string;
                /** @description Stored after */
                since?: string;
                /** @description Stored no later than */
                until?: string;
                /** @description IRI */
                verb?: string;
            };
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TracesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSessionStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
                statement: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityTokens"];
                };
            };
            /** @description Error */
            default: {
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
